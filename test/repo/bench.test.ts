import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { interleaved } from '../../bench/measure/interleaved.ts'
import { benchOptions } from '../../bench/measure/options.ts'
import { compared, median, quantile } from '../../bench/measure/statistics.ts'
import { BENCHES, list } from '../../scripts/bench.mjs'

test('every bench has a file, and every file a row', () => {
  const files = readdirSync('bench').filter((file) => file.endsWith('.ts'))
  expect(files.sort()).toEqual(
    Object.keys(BENCHES)
      .map((name) => `${name}.ts`)
      .sort(),
  )
})

test.each(Object.entries(BENCHES))('%s is listed by its question, and its file begins with one', (name, { asks }) => {
  expect(list()).toContain(`${name.padEnd(8)} ${asks}`)
  expect(readFileSync(`bench/${name}.ts`, 'utf8')).toMatch(/^\/\*\*\n \* [^\n]+\?\n/)
})

test('in every round everything is measured, and each comes first in turn', async () => {
  const order: string[] = []
  const measure = (name: string) => async (round: number) => {
    order.push(`${name}${round}`)
    return round
  }
  const figures = await interleaved({ a: measure('a'), b: measure('b') }, 3)
  expect(order).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2'])
  expect(figures).toEqual({ a: [0, 1, 2], b: [0, 1, 2] })
})

describe('figures', () => {
  test.each([
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 2, 3], 0.5, 2.5],
    [[1, 2, 3, 4, 5], 0.25, 2],
    [[7], 0.75, 7],
  ])('of %j, %f are below %f', (values, share, expected) => expect(quantile(values, share)).toBe(expected))

  test('the middle one leaves the values as they are', () => {
    const values = [3, 1, 2]
    expect(median(values)).toBe(2)
    expect(values).toEqual([3, 1, 2])
  })

  test('ratios are taken within a round, not between medians', () => {
    const rows = compared({ before: [10, 100, 40], after: [5, 80, 8] }, 'before')
    expect(rows).toEqual([
      { what: 'before', n: 3, ms: 40, 'of before': 1, quartiles: '1–1' },
      { what: 'after', n: 3, ms: 8, 'of before': 0.5, quartiles: '0.35–0.65' },
    ])
  })
})

test('options are taken, and wrong ones refused', () => {
  expect(benchOptions([])).toEqual({ rounds: 7, pictures: undefined })
  expect(benchOptions(['--rounds', '9', '--pictures', 'memes'])).toEqual({ rounds: 9, pictures: 'memes' })
  expect(() => benchOptions(['--rounds', 'many'])).toThrow(/--rounds has to be a number from 1 on: many/)
  expect(() => benchOptions(['--picture', 'memes'])).toThrow(/--picture/)
})
