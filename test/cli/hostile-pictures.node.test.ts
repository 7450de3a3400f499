import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { draw } from '../../demo/draw.ts'
import { memeveil } from '../fixtures/command.ts'
import { type Fate, someHostilePictures } from '../fixtures/hostile/pictures.ts'

/** For all of them; where no machine is busy it is half a minute. */
const MOST_MS = 290_000

interface Line {
  file: string
  prediction?: string
  probability?: number
  error?: string
}

async function predict(...files: string[]): Promise<{ status: number | null; lines: Line[]; said: string }> {
  const { status, out, err } = await memeveil(['predict', '--json', '--jobs', '2', ...files], { timeout: MOST_MS })
  const lines = out.trim().split('\n')
  return { status, lines: lines.map((line) => JSON.parse(line)), said: err }
}

/** What may be said of a file, by its fate: lettering that nobody can read is a reason, too. */
function isRight(fate: Fate, { prediction, probability = -1, error = '' }: Line): boolean {
  if (prediction) return ['picture', 'any'].includes(fate) && probability >= 0 && probability <= 1
  const unjudged = /^it has lettering that could not be read$/.test(error)
  return unjudged || (fate !== 'picture' && /^[\x20-\x7e]{3,200}$/.test(error) && !/process|ended| {4}at /.test(error))
}

test('hostile files each get a verdict or a reason, and a meme after them its verdict', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'memeveil-hostile-'))
  const pictures = await someHostilePictures()
  const files = pictures.map(({ bytes }, i) => {
    const file = join(folder, `${i}`)
    writeFileSync(file, bytes)
    return file
  })
  const meme = join(folder, 'meme.jpg')
  const drawn = { id: 'a', label: 'offensive', scene: 'road', top: 'Women are too stupid', bottom: 'to drive a car' }
  writeFileSync(meme, await draw(drawn as Parameters<typeof draw>[0]))
  const { status, lines, said } = await predict(...files, meme)
  expect(lines.map(({ file }) => file)).toEqual([...files, meme])
  const wrong = pictures.flatMap(({ name, fate }, i) => (isRight(fate, lines[i]) ? [] : [[name, fate, lines[i]]]))
  expect(wrong).toEqual([])
  expect(lines.at(-1)).toMatchObject({ prediction: 'Offensive' })
  // not all were judged, and nothing else went wrong
  expect([status, said]).toEqual([2, ''])
}, 300_000)
