import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { draw } from '../../demo/draw.ts'
import type { Verdict } from '../../src/core/decide.ts'
import { succeed } from '../fixtures/command.ts'
import { startServer } from '../server/server-process.ts'

/** A CLIP of random weights: what it says means nothing, how it is heard does. */
const FIXTURE = 'test/fixtures/tiny-clip'
const folder = mkdtempSync(join(tmpdir(), 'memeveil-beside-'))
const [clip, head, picture] = ['clip', 'head/head.json', 'a.jpg'].map((name) => join(folder, name))
const beside = ['--beside', clip]

const memeveil = async (...args: string[]) => (await succeed(args)).out
async function predict(...args: string[]): Promise<Verdict[]> {
  const out = await memeveil('predict', picture, '--json', ...args)
  return out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

beforeAll(async () => {
  cpSync(FIXTURE, clip, { recursive: true })
  writeFileSync(
    picture,
    await draw({ id: 'a', label: 'non-offensive', scene: 'road', top: 'I love cake', bottom: 'so' }),
  )
  const row = (i: number) => `a.jpg,cake ${i},${i % 2 ? 'offensive' : 'non-offensive'},${i < 8 ? 'train' : 'val'}`
  const rows = Array.from({ length: 12 }, (_, i) => row(i))
  writeFileSync(join(folder, 'table.csv'), ['image_name,sentence,label,split', ...rows].join('\n'))
  await memeveil('model', 'add', clip, '--precision', 'fp32')
  await memeveil('train', '--model', clip, '--fit', 'stretch', ...tables(), '--out', join(folder, 'head'))
})

const tables = () => ['--csv', join(folder, 'table.csv'), '--images', folder, '--cache', join(folder, 'cache')]

describe('a second model', () => {
  test('untrained is told beside the verdict, which stays', async () => {
    const [alone] = await predict()
    const [verdict] = await predict(...beside)
    expect(verdict.probability).toBeCloseTo(alone.probability, 6)
    expect(verdict.model).toMatchObject({ id: 'memeveil-mini', version: alone.model.version })
    expect(verdict.model.head).not.toBe(alone.model.head)
    expect(verdict.second).toMatchObject({ towers: { id: 'clip', resize: 'bicubic-crop' }, trained: false })
    expect(await memeveil('predict', picture, '--explain', ...beside)).toMatch(
      /memeveil-mini says \d+%\. clip, which sees the picture alone and is untrained, says \d+%: .*nothing\.$/m,
    )
  })

  test('let veil raises the verdict where it is surer, on the scale of the first', async () => {
    const [verdict] = await predict(...beside, '--beside-veils')
    const { first = 0, onScale = 0 } = verdict.second ?? {}
    expect(onScale).toBeGreaterThan(first)
    expect(verdict).toMatchObject({ probability: onScale, prediction: 'Offensive' })
  })

  test('with a head is judged by it, and sees as the head was made', async () => {
    const [verdict] = await predict(...beside, '--beside-head', head)
    expect(verdict.second).toMatchObject({ trained: true, counts: true, towers: { resize: 'bicubic-stretch' } })
    expect(verdict.probability).toBe(Math.max(verdict.second?.first ?? 0, verdict.second?.onScale ?? 0))
  })

  test('looks on in every process', async () => {
    const out = join(folder, 'out.csv')
    const judge = (...more: string[]) =>
      memeveil('predict', ...tables().slice(0, 4), '--out', out, '--jobs', '2', '--explain', ...beside, ...more)
    await judge()
    const [, first] = readFileSync(out, 'utf8').split('\n')
    expect(first).toMatch(/untrained, says \d+%/)
  })

  test('answers with the server, where it is asked why', async () => {
    const server = await startServer(...beside, '--beside-veils')
    const data = new FormData()
    data.append('image', new Blob([readFileSync(picture)]), 'a.jpg')
    const answer = await fetch(`${server.address}/predict?explain=1`, { method: 'POST', body: data })
    await server.stop()
    expect(await answer.json()).toMatchObject({
      prediction: 'Offensive',
      second: { towers: { id: 'clip' }, trained: false, counts: true },
      explanation: { reasons: expect.arrayContaining([expect.stringMatching(/You let it veil/)]) },
    })
  })

  test('is measured with the first', async () => {
    const measure = async (...more: string[]) =>
      JSON.parse(await memeveil('evaluate', ...tables(), '--split', 'val', '--json', ...more))
    expect(await measure(...beside, '--beside-head', head)).not.toEqual(await measure())
    await expect(measure(...beside)).rejects.toThrow(/untrained, a model beside changes nothing/)
  })
})

test.each([
  ['a head without a model beside', ['--beside-head', head], /go with --beside/],
  ['both a head and leave to veil', [...beside, '--beside-head', head, '--beside-veils'], /for a model without a head/],
  ['a head of another model', [...beside, '--beside-head', 'public/models/memeveil-mini/head.json'], /was trained for/],
  ['a model that is not there', ['--beside', 'Xenova/nothing'], /is neither installed/],
])('%s is refused', async (_, args, message) => {
  await expect(predict(...args)).rejects.toThrow(message)
})
