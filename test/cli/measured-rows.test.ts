import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Embedder } from '../../src/cli/embedding.ts'
import { judgeRows, rowsToMeasure } from '../../src/cli/measured-rows.ts'
import { uncalibratedHead } from '../../src/training/head/head-file.ts'
import { rate } from '../../src/training/measure/intervals.ts'
import { tinyManifest } from '../fixtures/manifest.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-measured-'))
function table(name: string, ...lines: string[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\n'))
  return path
}
const columns = { imageColumn: 'image_name', textColumn: 'sentence', labelColumn: 'label', splitColumn: 'split' }
const split = table('split.csv', 'sentence,label,split', 'a,offensive,val', 'b,offensive,test', 'c,offensive,train')
const whole = table('whole.csv', 'sentence,label', 'd,offensive')
const sentences = (csv: string[], split?: string) => rowsToMeasure({ ...columns, csv, split }).map((r) => r.sentence)

test.each([
  ['the test rows, and all of a table without splits', [split, whole], undefined, ['b', 'd']],
  ['the rows of a split, however it is spelled', [split, whole], 'Validation', ['a']],
])('%s are measured', (_, csv, name, expected) => expect(sentences(csv, name)).toEqual(expected))

test('no row is a usage error that names the splits there are', () => {
  const error = expect.objectContaining({
    kind: 'usage',
    message: expect.stringMatching(/"extra", only val, test, train/),
  })
  expect(() => sentences([split], 'extra')).toThrow(error)
})

const embedder = {
  embed: async (rows: object[], steps: string[]) =>
    rows.map((row) => ({
      ...row,
      text: steps.join(),
      imageEmbedding: Float32Array.of(1, 0),
      textEmbedding: Float32Array.of(0, 1),
    })),
} as unknown as Embedder
const source = { manifest: tinyManifest(2), textSteps: ['lower-case'] }
const head = uncalibratedHead({ weights: Float64Array.of(1, 0, 0, 2, 4, 8), bias: 0 }, 'concat', source)
const rows = rowsToMeasure({ ...columns, csv: [whole] })

test('a part that is left out is absent from every row', async () => {
  const logitWithout = async (part?: 'image' | 'words') => {
    const { rows: judged, probabilities } = await judgeRows(embedder, head, rows, { leaveOut: part })
    expect(judged[0]).toMatchObject({ text: 'lower-case', sentence: 'd' })
    return Math.log(probabilities[0] / (1 - probabilities[0]))
  }
  expect(await logitWithout()).toBeCloseTo(3)
  expect(await logitWithout('image')).toBeCloseTo(2 + 4)
  expect(await logitWithout('words')).toBeCloseTo(1 + 8)
})

test('a row is flagged from where the level flags what there is of it, or from one threshold', async () => {
  const point = (threshold: number) => ({ threshold, caught: rate(1, 2), flagged: rate(0, 2) })
  const level = { both: point(0.8), picture: point(0.6), text: point(0.7) }
  const levels = { gentle: { ...level, both: point(0.9) }, balanced: level, strict: level }
  const judged = async (options: Parameters<typeof judgeRows>[3]) =>
    (await judgeRows(embedder, { ...head, levels }, rows, options)).thresholds
  expect(await judged({})).toEqual([0.8])
  expect(await judged({ level: 'gentle' })).toEqual([0.9])
  expect(await judged({ leaveOut: 'image' })).toEqual([0.7])
  expect(await judged({ leaveOut: 'words' })).toEqual([0.6])
  expect(await judged({ threshold: 0.2 })).toEqual([0.2])
})
