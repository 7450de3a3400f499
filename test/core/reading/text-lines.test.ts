import { expect, test } from 'vitest'
import { joinLines, readingOrder } from '../../../src/core/reading/text-lines.ts'

const box = (name: string, x: number, y: number, width = 50, height = 20) => ({ name, x, y, width, height })
const names = (boxes: object[]) => boxes.map((b) => (b as { name: string }).name).join('')

test.each([
  ['lines from the top', [box('b', 0, 40), box('a', 0, 0), box('c', 0, 80)]],
  ['one row from the left, though its boxes are not level', [box('b', 60, 0), box('c', 120, 6), box('a', 0, 5)]],
  ['a tall word beside a row', [box('b', 60, 0, 50, 24), box('a', 0, 4), box('c', 0, 60)]],
])('reads %s', (_, boxes) => expect(names(readingOrder(boxes))).toBe('abc'))

test('joins what was read and weighs confidence by length', () => {
  const joined = joinLines([
    { text: 'abc', confidence: 1 },
    { text: '', confidence: 0 },
    { text: 'd', confidence: 0.6 },
  ])
  expect(joined.text).toBe('abc d')
  expect(joined.confidence).toBeCloseTo(0.9)
})

test('nothing read has no confidence', () => expect(joinLines([])).toEqual({ text: '', confidence: null }))
