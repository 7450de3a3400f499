import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import type { Judge } from '../../src/cli/judge.ts'
import { predictFiles } from '../../src/cli/predict-files.ts'
import type { Verdict } from '../../src/core/decide.ts'
import { UNRATED } from '../../src/core/model/ratings.ts'
import { UserError } from '../../src/core/user-error.ts'
import { BALANCED } from '../fixtures/head.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-files-'))
const picture = join(folder, 'meme.jpg')
writeFileSync(picture, 'bytes')

const hostile = 'stupid\u001b]0;gone\u0007\u202e'
const verdict = {
  probability: 0.9,
  kind: 'both',
  thresholds: { gentle: 0.9, balanced: 0.5, strict: 0.4 },
  text: hostile,
  asides: [],
  frames: 1,
  ratings: UNRATED,
  contributions: { image: 0.1, text: 0.5, words: [{ word: hostile, change: 0.5 }], window: null },
} as unknown as Verdict

const judge = vi.fn<Judge['judge']>(async () => verdict)
const judging: Judge = { atOnce: 1, model: { id: 'tiny', version: '1', head: 'a' }, judge, close: async () => {} }
const log = vi.spyOn(console, 'log').mockImplementation(() => {})
afterEach(() => log.mockClear())
const printed = () => log.mock.calls.map(([line]) => String(line)).join('\n')

test('words of a picture give a terminal no orders', async () => {
  await predictFiles(judging, [picture], { explain: true, sensitivity: BALANCED })
  expect(judge).toHaveBeenCalledWith(expect.objectContaining({ explain: true }))
  expect(printed()).toContain('stupid]0;gone +50')
  for (const order of ['\u001b', '\u0007', '\u202e']) expect(printed()).not.toContain(order)
})

test('names of files give a terminal no orders', async () => {
  const named = join(folder, `\u001b[2J\u202ememe.jpg`)
  writeFileSync(named, 'bytes')
  await predictFiles(judging, [named, `${named}.png`], { sensitivity: BALANCED })
  expect(printed()).toMatch(/\[2Jmeme.jpg: Offensive.*\n.*\[2Jmeme.jpg.png: error: there is no such file/)
  for (const order of ['\u001b', '\u202e']) expect(printed()).not.toContain(order)
})

test('a folder and a name that nobody has are told in words, and counted', async () => {
  const outcome = await predictFiles(judging, [folder, join(folder, 'none.jpg'), picture], { sensitivity: BALANCED })
  expect(printed()).toMatch(/: error: it is a folder and no file\n.*: error: there is no such file\n.*: Offensive/)
  expect(outcome.missed()).toBe(2)
})

test('a damaged model ends it all', async () => {
  judge.mockRejectedValueOnce(new UserError('model', 'damaged'))
  const told = predictFiles(judging, [picture, picture], { sensitivity: BALANCED })
  await expect(told).rejects.toMatchObject({ kind: 'model' })
})
