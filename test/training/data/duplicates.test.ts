import { expect, test } from 'vitest'
import { findDuplicates } from '../../../src/training/data/duplicates.ts'

/** Rows as "key split label", on lines from 1. */
const found = (...rows: string[]) =>
  findDuplicates(
    rows.map((row, i) => {
      const [key, split, label] = row.split(' ')
      return { key, entry: { where: `line ${i + 1}`, split, label } }
    }),
  )
const none = { groups: 0, rows: 0, withinSplit: 0, leaking: 0, contradicting: 0, examples: [] }

test.each([
  ['rows of different keys are no duplicates', ['a train x', 'b train x'], none],
  ['two in one split are within it', ['a train x', 'a train x', 'b train x'], { groups: 1, rows: 2, withinSplit: 1 }],
  [
    'one in each of two splits leaks, and is an example',
    ['a train x', 'b train x', 'a test x'],
    { groups: 1, rows: 2, withinSplit: 0, leaking: 1, examples: [['line 1 (train, x)', 'line 3 (test, x)']] },
  ],
  [
    'three in two splits are within one and leak',
    ['a train x', 'a test x', 'a test x'],
    { withinSplit: 1, leaking: 1 },
  ],
  ['two labels contradict', ['a train x', 'a train y'], { contradicting: 1, leaking: 0 }],
])('%s', (_, rows, expected) => expect(found(...rows)).toMatchObject(expected))

test('examples are three at most, contradicting ones first, each once', () => {
  const rows = ['a', 'b', 'c', 'd'].flatMap((key) => [`${key} train x`, `${key} test ${key === 'd' ? 'y' : 'x'}`])
  const { leaking, examples } = found(...rows)
  expect(leaking).toBe(4)
  expect(examples.map(([first]) => first)).toEqual(['line 7 (train, x)', 'line 1 (train, x)', 'line 3 (train, x)'])
})
