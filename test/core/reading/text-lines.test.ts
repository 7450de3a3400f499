import { expect, test } from 'vitest'
import { joinLines, readingOrder } from '../../../src/core/reading/text-lines.ts'

const box = (name: string, x: number, y: number, width = 50, height = 20) => ({ name, x, y, width, height })
const names = (boxes: object[]) => boxes.map((b) => (b as { name: string }).name).join('')

test.each([
  ['lines from the top', [box('b', 0, 40), box('a', 0, 0), box('c', 0, 80)]],
  ['one row from the left, though its boxes are not level', [box('b', 60, 0), box('c', 120, 6), box('a', 0, 5)]],
  ['a tall word beside a row', [box('b', 60, 0, 50, 24), box('a', 0, 4), box('c', 0, 60)]],
])('reads %s', (_, boxes) => expect(names(readingOrder(boxes))).toBe('abc'))

const line = (text: string, confidence: number, y: number) => ({
  text,
  confidence,
  height: 20,
  box: { x: 0, y, width: 100, height: 20 },
})

test('joins what was read and weighs confidence by length', () => {
  const joined = joinLines([line('abc', 1, 0), line('', 0, 30), line('d', 0.6, 60)])
  expect(joined).toMatchObject({ text: 'abc d', paragraphs: [['abc'], ['d']], asides: [] })
  expect(joined.confidence).toBeCloseTo(0.9)
})

test("what is nobody's words is set aside", () => {
  const joined = joinLines([line('@somebody', 0.5, 0), line('abc', 1, 30), line('1.2K', 0.5, 60)])
  expect(joined).toMatchObject({ text: '@somebody abc', paragraphs: [['abc']], asides: ['1.2K'], confidence: 1 })
  expect(joined.named.flat()).toEqual(['@somebody', 'abc'])
})

test('nothing read has no confidence', () =>
  expect(joinLines([])).toEqual({ text: '', paragraphs: [], named: [], asides: [], confidence: null }))
