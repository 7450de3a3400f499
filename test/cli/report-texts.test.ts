import { expect, test } from 'vitest'
import { datasetReportText } from '../../src/cli/dataset-text.ts'
import { datasetsJson, datasetText } from '../../src/cli/evaluation-text.ts'
import type { DatasetReport } from '../../src/training/data/dataset-report.ts'
import { type Decisions, evaluate } from '../../src/training/measure/evaluation.ts'

const at = (probabilities: number[], ...thresholds: number[]): Decisions => ({ probabilities, thresholds })
const whole = evaluate(at([0.9, 0.2, 0.7, 0.1], 0.5, 0.5, 0.5, 0.5), [true, true, false, false])
const cats = evaluate(at([0.9], 0.5), [true])
const dogs = evaluate(at([0.9, 0.8, 0.3, 0.1, 0.2], 0.6, 0.5, 0.5, 0.5, 0.5), [true, false, false, false, false])

test('a data set is told by its measures, its counts and its groups', () => {
  const text = datasetText('memes', { evaluation: whole, groups: { cats, dogs } })
  expect(text).toMatch(/^memes: n = 4, 2 offensive, flagged from \.500 on\n\n\| measure /)
  expect(text).toMatch(/\| accuracy +\| +\.500 \(\.150–\.850\) \| +\.500 \|/)
  expect(text).toMatch(/\| AUROC +\| [^|]+\| +\|/)
  expect(text).toMatch(/\| offensive +\| +1 \| +1 \|/)
  expect(text).toMatch(/\| cats +\| +1 \| +— \| +1\.000 \(\.207–1\.000\) \| +— \|\n/)
  expect(text).toMatch(/\| dogs +\| +5 \| [^|]+\| +1\.000 [^|]+\| +\.250 \([^|]+\) \|$/)
  expect(datasetText('mixed', { evaluation: dogs, groups: {} })).toContain('flagged from .500 or .600 on')
  expect(datasetText('memes', { evaluation: whole, groups: {} })).not.toContain('| group')
})

test('in JSON one data set stands at the top, several by their names', () => {
  const set = { evaluation: whole, groups: {} }
  expect(JSON.parse(datasetsJson({ memes: set }))).toMatchObject({ dataset: 'memes', n: 4, groups: {} })
  expect(JSON.parse(datasetsJson({ a: set, b: set }))).toMatchObject({ a: { dataset: 'a' }, b: { dataset: 'b', n: 4 } })
})

const none = { groups: 0, rows: 0, withinSplit: 0, leaking: 0, contradicting: 0, examples: [] }
const lengths = { least: 1, median: 2, mean: 2.5, most: 4 }
const report: DatasetReport = {
  rows: 6,
  missingValues: [{ table: 'a.csv', rows: 6, columns: { sentence: 2, label: 0 } }],
  labels: [
    { split: 'train', label: 'offensive', n: 1 },
    { split: 'train', label: 'non-offensive', n: 2 },
    { split: 'test', label: 'non-offensive', n: 3 },
  ],
  texts: {
    ...none,
    groups: 1,
    rows: 2,
    leaking: 1,
    examples: [['line 2 (train, offensive)', 'line 5 (test, non-offensive)']],
    words: lengths,
    characters: lengths,
  },
}

test('tables are described by labels, missing values, lengths and duplicates', () => {
  const text = datasetReportText(report)
  expect(text).toMatch(/^6 rows\n\n\| split \| rows \| +offensive \| non-offensive \|/)
  expect(text).toMatch(/\| train \| +3 \| 1 \(33\.3 %\) \| +2 \(66\.7 %\) \|/)
  expect(text).toMatch(/\| test +\| +3 \| +0 \(0\.0 %\) \| +3 \(100\.0 %\) \|/)
  expect(text).toContain('a.csv: 6 rows; missing values: sentence 2, label 0')
  expect(text).toMatch(/\| words +\| +1 \| +2 \| +2\.5 \| +4 \|/)
  expect(text.split('\n').slice(-2)).toEqual([
    'same text: 1 groups of 2 rows; 0 within a split, 1 across splits, 0 with different labels',
    '  line 2 (train, offensive) = line 5 (test, non-offensive)',
  ])
  expect(text).not.toContain('picture')
})

test('pictures are counted, and a few of those that are no use are named', () => {
  const missing = Array.from({ length: 7 }, (_, i) => `line ${i}: a.jpg`)
  const text = datasetReportText({ ...report, images: { ...none, missing, unreadable: [] } })
  expect(text).toContain('missing pictures: 7\n  line 0: a.jpg\n')
  expect(text.match(/a\.jpg/g)).toHaveLength(5)
  expect(text).toMatch(/unreadable pictures: 0\n\nsame picture: 0 groups/)
})
