import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readingBlocks } from '../../../src/core/reading/blocks.ts'

const line = (name: string, x: number, y: number, width = 100, height = 20) => ({
  name,
  text: 'x'.repeat(Math.round(width / height)),
  height,
  box: { x, y, width, height },
})
type Line = ReturnType<typeof line>

test.each<[string, Line[], string]>([
  ['lines from the top', [line('b', 0, 25), line('a', 0, 0), line('c', 0, 50)], 'abc'],
  ['captions above and below a picture', [line('c', 0, 400), line('a', 0, 0), line('b', 0, 25)], 'ab c'],
  ['a row of parts from the left', [line('b', 110, 4), line('a', 0, 0), line('c', 220, 8), line('d', 0, 30)], 'abcd'],
  [
    'columns one after the other',
    [line('a', 0, 0), line('d', 300, 2), line('b', 0, 25), line('e', 300, 27), line('c', 0, 50)],
    'abc de',
  ],
  [
    'a heading before the columns below it',
    [line('a', 0, 0, 400, 30), line('b', 0, 40), line('d', 300, 40), line('c', 0, 65), line('e', 300, 65)],
    'a bc de',
  ],
  [
    'panels by rows',
    [line('a', 0, 0), line('c', 300, 0), line('b', 0, 25), line('d', 300, 25), line('f', 300, 200), line('e', 0, 200)],
    'ab cd e f',
  ],
  [
    'bubbles that answer each other',
    [line('a', 0, 0), line('b', 200, 40), line('c', 0, 80), line('d', 200, 120)],
    'a b c d',
  ],
  [
    "a template's own small words after the sentence around them",
    [line('a', 0, 0, 300, 40), line('c', 90, 200, 60, 14), line('d', 90, 218, 60, 14), line('b', 0, 400, 300, 40)],
    'a b cd',
  ],
  ['small print below all else in its place', [line('a', 0, 0, 300, 40), line('b', 0, 400, 60, 14)], 'a b'],
  [
    'small words above all else in their place',
    [line('a', 0, 0, 60, 14), line('b', 0, 200), line('c', 0, 225)],
    'a bc',
  ],
])('%s', (_, lines, order) => {
  const blocks = readingBlocks(lines).map((block) => block.map(({ name }) => name).join(''))
  expect(blocks.join(' ')).toBe(order)
})

test('no line is lost, and their order does not hang on the one in which they were found', () => {
  const side = fc.integer({ min: 1, max: 300 })
  const lines = fc.uniqueArray(
    fc.record({ x: side, y: side, width: side, height: side }).map(({ height, ...box }) => ({
      text: 'word',
      height,
      box: { ...box, height },
    })),
    { selector: ({ box }) => `${box.x} ${box.y}`, maxLength: 12 },
  )
  fc.assert(
    fc.property(lines, (found) => {
      const ordered = readingBlocks(found).flat()
      expect(ordered).toHaveLength(found.length)
      expect(new Set(ordered)).toEqual(new Set(found))
      expect(readingBlocks([...found].reverse()).flat()).toEqual(ordered)
    }),
  )
})
