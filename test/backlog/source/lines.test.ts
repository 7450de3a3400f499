import fc from 'fast-check'
import { expect, test } from 'vitest'
import { linesOf } from '../../../src/backlog/source/lines.ts'

async function* cut(bytes: Uint8Array, at: number[]): AsyncGenerator<Uint8Array> {
  const places = [...at.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  let from = 0
  for (const to of places) {
    yield bytes.subarray(from, to)
    from = to
  }
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const held: string[] = []
  for await (const line of lines) held.push(line)
  return held
}

test('lines are the same however their bytes come', async () => {
  const text = fc.stringMatching(/^[a-zäß€😀 \n#]*$/u)
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat()), async (whole, at) => {
      const lines = await all(linesOf(cut(new TextEncoder().encode(whole), at), 'list'))
      expect(lines).toEqual(whole === '' ? [] : whole.replace(/\n$/, '').split('\n'))
    }),
  )
})

test('any bytes give lines or an error that names one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array(), fc.array(fc.nat()), async (bytes, at) => {
      await all(linesOf(cut(bytes, at), 'list')).catch((error) => {
        expect(error).toMatchObject({ kind: 'table', message: expect.stringMatching(/^list, at line \d+/) })
      })
    }),
  )
})
