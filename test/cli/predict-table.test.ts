import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Judge } from '../../src/cli/judge.ts'
import { predictTable, readJudgedTable } from '../../src/cli/predict-table.ts'
import type { Sensitivity, Verdict } from '../../src/core/decide.ts'
import { UserError } from '../../src/core/user-error.ts'
import { deferred } from '../fixtures/deferred.ts'
import { BALANCED } from '../fixtures/head.ts'

let folder: string
let out: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'memeveil-table-'))
  out = join(folder, 'out.csv')
})

const THRESHOLDS = { gentle: 0.9, balanced: 0.5, strict: 0.4 }
const SENTENCES = ['one', 'two', 'three', 'four', 'five', 'six']

/** Scores a table of SENTENCES, up to three at once; `work` says when a sentence is judged. */
function run(
  work: (text: string) => Promise<unknown>,
  signal = new AbortController().signal,
  sensitivity: Sensitivity = BALANCED,
  images?: string,
) {
  const path = join(folder, 'table.csv')
  const rows = images ? SENTENCES.map((name) => `${name}.jpg,${name}`) : SENTENCES
  writeFileSync(path, [images ? 'image_name,sentence' : 'sentence', ...rows].join('\n'))
  const progress = { start: vi.fn(), tick: vi.fn(), stop: vi.fn() }
  const judge: Judge = {
    atOnce: 3,
    model: { id: 'tiny', version: '1', head: 'abc' },
    async judge({ text = '' }, stop) {
      await Promise.race([work(text), new Promise((_, reject) => stop?.addEventListener('abort', reject))])
      return { probability: text.length / 10, thresholds: THRESHOLDS, text } as Verdict
    },
    close: async () => {},
  }
  const settings = { '--level': sensitivity.level }
  const job = { images, out, sensitivity, explain: false, settings, progress, signal }
  const table = readJudgedTable(path, { image: 'image_name', text: 'sentence' })
  return { outcome: predictTable(judge, table, job), progress }
}
const sentences = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[0])

test('rows are written in their order, and none before the ones above it', async () => {
  const first = deferred<void>()
  const { outcome, progress } = run(async (text) => (text === 'one' ? first.promise : undefined))
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(sentences(`${out}.part`)).toEqual([])
  expect(progress.tick).not.toHaveBeenCalled()
  first.resolve()
  expect((await outcome).missed()).toBe(0)
  expect(sentences(out)).toEqual(SENTENCES)
})

test.each<[Sensitivity, string[]]>([
  [{ level: 'balanced', threshold: null }, ['three']],
  [{ level: 'strict', threshold: null }, ['three', 'four', 'five']],
  [{ level: 'gentle', threshold: null }, []],
  [{ level: 'gentle', threshold: 0.3 }, SENTENCES],
])('rows are flagged at %j', async (sensitivity, flagged) => {
  await run(async () => {}, undefined, sensitivity).outcome
  const rows = readFileSync(out, 'utf8').split('\n')
  expect(SENTENCES.filter((_, i) => rows[i + 1].includes(',Offensive,'))).toEqual(flagged)
})

test('pictures that vanish midway are told as missing, row by row, and what was judged before stays', async () => {
  const images = join(folder, 'images')
  mkdirSync(images)
  for (const name of SENTENCES) writeFileSync(join(images, `${name}.jpg`), '')
  const vanish = async () => rmSync(images, { recursive: true, force: true })
  const outcome = await run(vanish, undefined, BALANCED, images).outcome
  expect(outcome.missed()).toBeGreaterThanOrEqual(3)
  expect(outcome.summary('row')).toMatch(/not judged: \d without the picture that is named$/)
  const rows = readFileSync(out, 'utf8').trim().split('\n')
  expect(rows[1]).toMatch(/^one.jpg,one,Non-offensive,/)
  expect(rows[6]).toMatch(/^six.jpg,six,,,,the picture is not in /)
})

test('a row that fails says why, and the others are scored', async () => {
  const { outcome } = run(async (text) => {
    if (text === 'two') throw new UserError('language', 'no second')
  })
  expect((await outcome).summary('row')).toBe('6 rows: 5 judged, 1 of them flagged; 1 not judged: 1 not in English')
  expect(readFileSync(out, 'utf8').split('\n').slice(2, 4)).toEqual([
    'two,,,,no second',
    'three,Offensive,0.500000,three,',
  ])
})

test('what is stopped keeps the rows before and tells why; the next run does the rest, and counts all', async () => {
  const stop = new AbortController()
  const { outcome, progress } = run(
    (text) => (text === 'three' ? new Promise(() => {}) : Promise.resolve()),
    stop.signal,
  )
  await vi.waitFor(() => expect(progress.tick).toHaveBeenCalledTimes(2))
  stop.abort()
  await expect(outcome).rejects.toBe(stop.signal.reason)
  expect(progress.stop).toHaveBeenCalled()
  expect([existsSync(out), sentences(`${out}.part`)]).toEqual([false, ['one', 'two']])

  const asked: string[] = []
  const again = run(async (text) => void asked.push(text))
  expect((await again.outcome).missed()).toBe(0)
  expect(asked).toEqual(['three', 'four', 'five', 'six'])
  expect(sentences(out)).toEqual(SENTENCES)
  expect(again.progress.start).toHaveBeenCalledWith('rows', SENTENCES.length)
  expect(again.progress.tick).toHaveBeenCalledTimes(SENTENCES.length)
})

test('rows that failed before the run was stopped are tried again, and stay where they were', async () => {
  const stop = new AbortController()
  const failing = async (text: string) => {
    if (text === 'two') throw new UserError('missing-picture', 'not yet there')
    if (text === 'four') await new Promise(() => {})
  }
  const { outcome, progress } = run(failing, stop.signal)
  await vi.waitFor(() => expect(progress.tick).toHaveBeenCalledTimes(3))
  stop.abort()
  await expect(outcome).rejects.toBe(stop.signal.reason)
  expect(readFileSync(`${out}.part`, 'utf8')).toContain('two,,,,not yet there\n')

  const asked: string[] = []
  const again = run(async (text) => void asked.push(text))
  expect((await again.outcome).summary('row')).toBe('6 rows: 6 judged, 1 of them flagged; 0 not judged')
  expect(asked).toEqual(['two', 'four', 'five', 'six'])
  expect(sentences(out)).toEqual(SENTENCES)
  expect(readFileSync(out, 'utf8')).not.toContain('not yet there')
})

test('a run that goes on by another level is refused', async () => {
  const stop = new AbortController()
  const { outcome, progress } = run((text) => (text === 'two' ? new Promise(() => {}) : Promise.resolve()), stop.signal)
  await vi.waitFor(() => expect(progress.tick).toHaveBeenCalledTimes(1))
  stop.abort()
  await expect(outcome).rejects.toBe(stop.signal.reason)
  const strict = run(async () => {}, undefined, { level: 'strict', threshold: null })
  await expect(strict.outcome).rejects.toMatchObject({
    kind: 'usage',
    message: /another --level \(balanced then, strict/,
  })
})

test("a damaged model is no row's fault", async () => {
  const { outcome } = run(async () => {
    throw new UserError('model', 'damaged')
  })
  await expect(outcome).rejects.toMatchObject({ kind: 'model' })
})
