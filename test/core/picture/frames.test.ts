import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  framesToGlance,
  framesToJudge,
  GLANCE,
  type Glance,
  glanceOf,
  mostFrames,
  withoutRepeats,
} from '../../../src/core/picture/frames.ts'

/** A grey glance with so many of its points in another grey. */
const glance = (frame: number, changed = 0, grey = 200): Glance => ({
  frame,
  points: new Uint8Array(3 * GLANCE ** 2).fill(100).fill(grey, 0, 3 * changed),
})

test.each([
  ['first, middle and last', [0, 1, 2, 3, 4, 5, 6].map((i) => glance(i)), [3, 6]],
  ['two frames', [glance(0), glance(1)], [1]],
  ['one frame', [glance(0)], []],
  ['and one that differs much', [0, 1, 2, 3, 4].map((i) => glance(i, i === 1 ? 400 : 0)), [1, 2, 4]],
  [
    'of two that differ alike, one',
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map((i) => glance(i, i === 1 || i === 2 ? 400 : 0)),
    [1, 4, 8],
  ],
  ['none for a speck', [0, 1, 2, 3, 4].map((i) => glance(i, i === 1 ? 8 : 0)), [2, 4]],
  ['none for noise', [0, 1, 2, 3, 4].map((i) => glance(i, i === 1 ? 4096 : 0, 130)), [2, 4]],
])('%s', (_, glances, frames) => expect(framesToJudge(glances, 6)).toEqual(frames))

test('no more are judged than may be, and those that differ most', () => {
  const glances = Array.from({ length: 20 }, (_, i) => glance(i, 150 * i))
  expect(framesToJudge(glances, 6)).toHaveLength(5)
  expect(framesToJudge(glances, 1)).toEqual([])
  expect(framesToJudge(glances, 2)).toEqual([19])
})

test.each([
  [300 * 300, 6],
  [4000 * 3000, 3],
  [7000 * 5000, 1],
  [50_000_000, 1],
])('of %i pixels a frame, %i frames are judged', (pixels, most) => expect(mostFrames(pixels)).toBe(most))

test('glances are spread over all frames that are seen, with first, middle and last', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 40_000_000 }), (count, pixels) => {
      const frames = framesToGlance(count, pixels)
      const last = frames.at(-1) as number
      expect(frames[0]).toBe(0)
      expect(frames).toContain(last >> 1)
      expect(frames.length).toBeLessThanOrEqual(65)
      expect(new Set(frames).size).toBe(frames.length)
      expect(last).toBe(Math.min(count, 4000, Math.max(1, Math.floor(400_000_000 / pixels))) - 1)
    }),
  )
})

test('a glance sees what is transparent as grey', () => {
  const rgba = new Uint8Array(4 * 200 * 100).fill(255)
  for (let i = 3; i < rgba.length / 2; i += 4) rgba[i] = 0
  const { points } = glanceOf(0, 200, 100, rgba)
  expect([points[0], points.at(-1)]).toEqual([128, 255])
})

test('frames that are alike are judged once', () => {
  const frame = (value: number) => ({ width: 1, height: 1, data: new Uint8Array(3).fill(value) })
  expect(withoutRepeats(frame(1), [frame(2), frame(1), frame(2), frame(3)])).toEqual([frame(2), frame(3)])
})
