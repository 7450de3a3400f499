import { expect, test } from 'vitest'
import { joinParts, partsOf } from '../../../src/core/reading/parts.ts'

function picture(width: number, height: number) {
  const data = new Uint8Array(3 * width * height)
  for (let i = 0; i < width * height; i++) data.set([(i % width) % 256, Math.floor(i / width) % 256, 0], 3 * i)
  return { width, height, data }
}

test.each([
  [40, 160],
  [1000, 40],
])('a picture of %i x %i is one part', (width, height) => {
  const whole = picture(width, height)
  expect(partsOf(whole)).toEqual([{ pixels: whole, y: 0 }])
})

test.each([
  [40, 161],
  [40, 1000],
])('a picture of %i x %i is looked at in parts that overlap and reach its end', (width, height) => {
  const parts = partsOf(picture(width, height))
  const spans = parts.map(({ pixels, y }) => [y, y + pixels.height])
  expect([spans[0][0], spans.at(-1)?.[1]]).toEqual([0, height])
  for (const [i, [from, to]] of spans.entries()) {
    expect(to - from).toBeLessThanOrEqual(2 * width)
    if (i > 0) expect(spans[i - 1][1] - from).toBeGreaterThanOrEqual(width / 4)
  }
  for (const { pixels, y } of parts) expect([...pixels.data.subarray(0, 2)]).toEqual([0, y % 256])
})

test('a line that two parts see is told of once, where it is in the whole', () => {
  const parts = partsOf(picture(40, 400))
  const line = (y: number) => ({ x: 5, y, width: 30, height: 4 })
  for (let y = 0; y <= 396; y++) {
    const found = parts
      .filter((part) => part.y <= y && y + 4 <= part.y + part.pixels.height)
      .map((part) => ({ part, boxes: [line(y - part.y)] }))
    const all = parts.map((part) => found.find((seen) => seen.part === part) ?? { part, boxes: [] })
    expect(joinParts(all)).toEqual([line(y)])
  }
})

test.each([
  [1, 1_000_000],
  [3, 30_000],
])('a strip of %s x %s has no more parts than others, and they reach its end', (width, height) => {
  const parts = partsOf({ width, height, data: new Uint8Array(3 * width * height) })
  expect(parts.length).toBe(32)
  expect((parts.at(-1)?.y ?? 0) + (parts.at(-1)?.pixels.height ?? 0)).toBe(height)
  for (const [i, { y }] of parts.slice(1).entries())
    expect(parts[i].y + parts[i].pixels.height).toBeGreaterThanOrEqual(y)
})
