import { expect, test } from 'vitest'
import { confusionTable, decimal, figure, markdownTable } from '../../src/cli/markdown.ts'

test.each([
  [0.6942, undefined, '.694'],
  [0.6942, 4, '.6942'],
  [-0.0214, undefined, '−.021'],
  [-0.0001, undefined, '.000'],
  [0, undefined, '.000'],
  [1, undefined, '1.000'],
  [12.5, 1, '12.5'],
  [Number.NaN, undefined, '—'],
])('%d with %s digits is written %s', (x, digits, text) => expect(decimal(x, digits)).toBe(text))

test.each([
  [{ value: 0.6942, low: 0.6049, high: 0.7761, n: 9 }, '.694 (.605–.776)'],
  [{ value: -0.0118, low: -0.0211, high: -0.0042, n: 9 }, '−.012 (−.021 to −.004)'],
  [{ value: 0.01, low: -0.02, high: 0.04, n: 9 }, '.010 (−.020 to .040)'],
  [{ value: Number.NaN, low: Number.NaN, high: Number.NaN, n: 0 }, '—'],
])('the figure %j is written %s', (value, text) => expect(figure(value)).toBe(text))

test('columns are as wide as their widest cell, all but the first to the right', () => {
  expect(
    markdownTable(
      ['head', 'n'],
      [
        ['a', '5'],
        ['longer', '1234'],
      ],
    ),
  ).toBe(['| head   |    n |', '| ------ | ---: |', '| a      |    5 |', '| longer | 1234 |'].join('\n'))
})

test('counts stand by label and by what was flagged', () => {
  expect(confusionTable({ tp: 1, fn: 2, fp: 3, tn: 4 }).split('\n').slice(2)).toEqual([
    '| offensive     |       1 |           2 |',
    '| non-offensive |       3 |           4 |',
  ])
})
