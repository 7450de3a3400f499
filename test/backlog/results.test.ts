import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { afterAll, expect, test } from 'vitest'
import { partsOf, scoreOf, verdictOf as wholeOf } from '../../src/backlog/look.ts'
import { type Row, rowsBy } from '../../src/backlog/results/row.ts'
import { refuseOutput, writeRows } from '../../src/backlog/results/write.ts'
import type { Result } from '../../src/backlog/store/store.ts'
import { createJudge } from '../../src/core/corrections/corrected-head.ts'
import { keep } from '../../src/core/corrections/fed.ts'
import { createClassifier } from '../../src/core/model/head.ts'
import { say } from '../../src/runtime/node/say.ts'
import { BALANCED, LEVELLED, levelsOf, tinyHead } from '../fixtures/head.ts'
import { tinyManifest } from '../fixtures/manifest.ts'
import { verdictOf } from '../fixtures/verdict.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-results-'))
afterAll(() => rmSync(folder, { recursive: true }))

const head = { ...tinyHead(tinyManifest(2)), levels: levelsOf(LEVELLED) }
const judge = createJudge(head, { id: 'tiny', version: '1', head: 'mine' })
const text = Float32Array.of(0.6, 0.8)
const fed = { ...keep(null, [{ embedding: text, among: 1 }], { embedding: text, among: 1 }, true), pixels: null }
const other = verdictOf({ text: 'words', fed, model: { id: 'tiny', version: '1', head: 'other' } })

test('another head says of a look what it says of the embeddings, and its own thresholds', () => {
  const { look } = partsOf(other)
  const score = scoreOf(look, judge)
  expect(score?.kind).toBe('text')
  expect(score?.probability).toBeCloseTo(createClassifier(head)(null, text), 2)
  expect(wholeOf(look, score ?? expect.fail(), judge)).toMatchObject({
    ...{ text: 'words', model: judge.model, thresholds: LEVELLED.text },
  })
})

test('of a look of which not all was kept, only the picture itself can tell', () => {
  expect(scoreOf(partsOf({ ...other, fed: { ...fed, complete: false } }).look, judge)).toBeUndefined()
  expect(scoreOf(partsOf({ ...other, fed: undefined }).look, judge)).toBeUndefined()
})

const { look } = partsOf(other)
const result: Result = {
  ...{ name: 'a.png', place: 0, copy: false, error: null, hash: 'ab' },
  ...{ look, score: { probability: 0.5, kind: 'text' } },
}
const ROW: Row = {
  ...{ name: 'a.png', prediction: 'Offensive', probability: 0.5, text: 'words' },
  ...{ error: null, near_copy: false, hash: 'ab' },
}

test.each<[string, Partial<Result>, Partial<Row>]>([
  ['a score at its threshold is flagged', {}, {}],
  [
    'a score below it is not',
    { score: { probability: 0.49, kind: 'text' } },
    { prediction: 'Non-offensive', probability: 0.49 },
  ],
  ["a near copy's is told as that", { copy: true }, { near_copy: true }],
  [
    'what could not be had says why',
    { look: null, score: null, hash: null, error: { kind: 'missing-picture', message: "isn't there" } },
    { prediction: null, probability: null, text: null, hash: null, error: "isn't there" },
  ],
  [
    'another language is no verdict',
    { look: { ...look, language: 'de' } },
    { prediction: null, probability: null, error: expect.stringMatching(/German/) },
  ],
  [
    'a look that this head has not scored, and can, is scored now',
    { score: null },
    { prediction: 'Offensive', probability: scoreOf(look, judge)?.probability },
  ],
  [
    'one that it can not says so',
    { score: null, look: { ...look, fed: undefined } },
    { prediction: null, probability: null, error: expect.stringMatching(/only the picture itself/) },
  ],
])('%s', (_, change, row) => {
  expect(rowsBy(judge, BALANCED, say)({ ...result, ...change })).toEqual({ ...ROW, ...row })
})

const ROWS: Row[] = [
  ROW,
  { ...ROW, name: '=cmd()', text: 'one, "two"\nthree', probability: 0.123456789, near_copy: true },
  { ...ROW, prediction: null, probability: null, text: null, error: '+1', hash: null },
]
async function* rows(all: Row[]) {
  yield* all
}

test('CSV has six digits, and nothing that a spreadsheet would run', async () => {
  await writeRows(join(folder, 'a.csv'), rows(ROWS))
  expect(readFileSync(join(folder, 'a.csv'), 'utf8').split('\n').slice(0, 4)).toEqual([
    'name,prediction,probability,text,error,near_copy,hash',
    'a.png,Offensive,0.500000,words,,,ab',
    `'=cmd(),Offensive,0.123457,"one, ""two""`,
    'three",,yes,ab',
  ])
})

test('JSON lines and Parquet have every field as it is', async () => {
  await writeRows(join(folder, 'a.jsonl'), rows(ROWS))
  const lines = readFileSync(join(folder, 'a.jsonl'), 'utf8').trim().split('\n')
  expect(lines.map((line) => JSON.parse(line))).toEqual(ROWS)
  await writeRows(join(folder, 'a.parquet'), rows(ROWS))
  const file = await asyncBufferFromFile(join(folder, 'a.parquet'))
  expect(await parquetReadObjects({ file })).toEqual(ROWS)
})

test.each(['csv', 'jsonl', 'parquet'])('no rows are a %s file, too', async (type) => {
  await writeRows(join(folder, `none.${type}`), rows([]))
  expect(existsSync(join(folder, `none.${type}`))).toBe(true)
})

test.each(['csv', 'jsonl', 'parquet'])('what breaks midway leaves no %s that looks whole', async (type) => {
  async function* breaking() {
    yield ROW
    throw new Error('the store is gone')
  }
  await expect(writeRows(join(folder, `broken.${type}`), breaking())).rejects.toThrow('the store is gone')
  expect(readdirSync(folder).filter((name) => name.startsWith('broken'))).toEqual([])
})

test('a name that says no format is refused', () => {
  expect(() => refuseOutput('results.xlsx')).toThrow('results.xlsx: a name that ends in .csv, .jsonl, .parquet')
})
