import { expect, test } from 'vitest'
import { cornersOf } from '../../../src/core/reading/box.ts'
import { lineBoxes, smallestBox } from '../../../src/core/reading/line-boxes.ts'

/** A map of 64 x 48 in which `inside` has this score. */
function mapOf(inside: (x: number, y: number) => boolean, score = 1) {
  const scores = Float32Array.from({ length: 64 * 48 }, (_, i) => (inside(i % 64, Math.trunc(i / 64)) ? score : 0))
  return { width: 64, height: 48, scores }
}
const picture = { width: 128, height: 96 }
const bar = (x: number, y: number) => x >= 10 && x < 50 && y >= 20 && y < 26

test('a level bar becomes a box around it, in the pixels of the picture', () => {
  const { boxes, traces } = lineBoxes(mapOf(bar), picture)
  // 40 x 6 in the map, wider by 1.4 * 240 / 92 on each side, twice as large in the picture
  expect(boxes).toMatchObject([{ x: 13, y: 33, width: 94, height: 26 }])
  expect(traces).toBe(true)
})

test('bars apart are boxes apart, and touching corners join', () => {
  const apart = lineBoxes(
    mapOf((x, y) => bar(x, y) || bar(x, y + 14)),
    picture,
  )
  expect(apart.boxes.map(({ y }) => y < 32)).toEqual([true, false])
  const tail = mapOf((x, y) => bar(x, y) || (x >= 50 && x < 56 && y === 26))
  expect(lineBoxes(tail, picture).boxes).toMatchObject([{ width: expect.closeTo(106, -1) }])
})

test.each([
  ['nothing', mapOf(() => false), false],
  ['a speck', mapOf((x, y) => x < 4 && y < 4), false],
  ['a faint bar', mapOf(bar, 0.55), true],
  ['a hair', mapOf((x, y) => bar(x, y) && y < 22), true],
])('%s is no line', (_, map, traces) => expect(lineBoxes(map, picture)).toEqual({ boxes: [], traces }))

test('a bar aslant has corners of its own, the upper left one first', () => {
  const aslant = mapOf((x, y) => x >= 8 && x < 56 && Math.abs(y - 10 - x / 2) <= 3)
  const [topLeft, topRight, bottomRight, bottomLeft] = cornersOf(lineBoxes(aslant, picture).boxes[0])
  expect(Math.atan2(topRight.y - topLeft.y, topRight.x - topLeft.x)).toBeCloseTo(Math.atan(0.5), 1)
  expect(topLeft.y).toBeLessThan(bottomLeft.y)
  expect(topRight.y).toBeLessThan(bottomRight.y)
})

test('a box stays in its picture', () => {
  const [box] = lineBoxes(
    mapOf((_, y) => y < 8),
    picture,
  ).boxes
  expect(box).toMatchObject({ x: 0, y: 0, width: 128 })
})

test('the smallest rectangle around a square on its corner is that square', () => {
  const box = smallestBox([
    { x: 0, y: 2 },
    { x: 2, y: 0 },
    { x: 4, y: 2 },
    { x: 2, y: 4 },
    { x: 2, y: 2 },
  ])
  expect([box?.centre.x, box?.centre.y]).toEqual([expect.closeTo(2), expect.closeTo(2)])
  expect((box?.width ?? 0) * (box?.height ?? 0)).toBeCloseTo(8)
})
