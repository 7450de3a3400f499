import { describe, expect, test } from 'vitest'
import { expectedRates, recipeThreshold, type Scored } from '../../../src/training/head/recipe-threshold.ts'

/** Rows of a data set: offensive ones at the first scores, harmless ones at the others. */
function scored(dataset: string, offensive: number[], harmless: number[]): Scored[] {
  const rows = (label: boolean, scores: number[]) =>
    scores.map((probability) => ({ dataset, offensive: label, probability }))
  return [...rows(true, offensive), ...rows(false, harmless)]
}

const rows = [
  ...scored('memes', [0.9, 0.6], [0.3, 0.1]),
  ...scored('posts', [0.8, 0.7, 0.2], [0.4]),
  ...scored('captions', [], [0.05, 0.3, 0.55, 0.72]),
]

describe('the threshold of a recipe', () => {
  test.each([
    ['of equally good ones the lowest', ['memes'], 1, 0.305],
    ['the best mean over data sets', ['memes', 'posts'], 1, 0.405],
    ['data sets without a validation row count for nothing', ['memes', 'unknown'], 1, 0.305],
    ['no more harmless texts flagged than may be: one of four', ['memes'], 0.25, 0.555],
    ['a share that is met exactly is met', ['memes'], 0.5, 0.305],
    ['none flagged', ['memes'], 0, 0.725],
    ['without a data set to choose on, the lowest that may be', [], 0.25, 0.555],
  ])('is %s', (_, chooseOn, mostFlagged, threshold) => {
    expect(recipeThreshold(rows, { harmless: 'captions', mostFlagged, chooseOn })).toBe(threshold)
  })

  test('is none where every one flags too many', () => {
    const sure = scored('captions', [], [0.99])
    expect(recipeThreshold(sure, { harmless: 'captions', mostFlagged: 0.5, chooseOn: ['captions'] })).toBeUndefined()
  })

  test('flags no harmless text where there is none', () => {
    expect(recipeThreshold(rows, { harmless: 'nothing', mostFlagged: 0, chooseOn: ['memes'] })).toBe(0.305)
  })
})

test.each([
  [0.5, (1 + 2 / 3) / 2, 0.25],
  [0.7, (1 / 2 + 2 / 3) / 2, 0.125],
  [0.05, 1, 1],
])(
  'at %d a recall of %d and a false positive rate of %d are expected, set by set',
  (threshold, recall, falsePositiveRate) => {
    const rates = expectedRates(rows, { offensive: ['memes', 'posts', 'captions'], harmless: ['memes', 'captions'] })
    expect(rates(threshold)).toEqual({ recall, falsePositiveRate })
  },
)

test('where no row says what to expect, the rates are zero', () => {
  expect(expectedRates([], { offensive: ['memes'], harmless: [] })(0.5)).toEqual({ recall: 0, falsePositiveRate: 0 })
})
