import { expect, test } from 'vitest'
import { evaluateByDataset } from '../../../src/training/measure/by-dataset.ts'
import { evaluate, majorityBaseline } from '../../../src/training/measure/evaluation.ts'
import { embeddedRow } from '../embedded-row.ts'

test('data sets are measured apart as they come, their groups by name, rows without a group in none', () => {
  const rows = [
    embeddedRow({ dataset: 'posts', group: 'women', offensive: true }),
    embeddedRow({ dataset: 'memes', group: 'women' }),
    embeddedRow({ dataset: 'posts', group: 'cats' }),
    embeddedRow({ dataset: 'posts' }),
  ]
  const found = evaluateByDataset({ rows, probabilities: [0.9, 0.6, 0.2, 0.7], thresholds: [0.5, 0.5, 0.1, 0.8] })
  expect(Object.keys(found)).toEqual(['posts', 'memes'])
  expect(Object.keys(found.posts.groups)).toEqual(['cats', 'women'])
  expect(found.posts.evaluation).toEqual(
    evaluate({ probabilities: [0.9, 0.2, 0.7], thresholds: [0.5, 0.1, 0.8] }, [true, false, false]),
  )
  expect(found.posts.evaluation).toMatchObject({
    confusion: { tp: 1, fp: 1, fn: 0, tn: 1 },
    thresholds: [0.1, 0.5, 0.8],
  })
  expect(found.posts.groups.women.confusion).toEqual({ tp: 1, fp: 0, fn: 0, tn: 0 })
  expect(found.memes.groups.women.confusion).toEqual({ tp: 0, fp: 1, fn: 0, tn: 0 })
})

test.each([
  [58, 91, { accuracy: 91 / 149, macroF1: 91 / 240, weightedF1: ((182 / 240) * 91) / 149 }],
  [3, 1, { accuracy: 0.75, macroF1: 3 / 7, weightedF1: (6 / 7) * 0.75 }],
  [2, 2, { accuracy: 0.5, macroF1: 1 / 3, weightedF1: 1 / 3 }],
])('always naming the more frequent of %i offensive and %i harmless rows gets %j', (offensive, harmless, expected) => {
  const found = majorityBaseline(offensive, harmless)
  for (const name of ['accuracy', 'macroF1', 'weightedF1'] as const) expect(found[name]).toBeCloseTo(expected[name], 12)
})
