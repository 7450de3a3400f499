import { expect, test } from 'vitest'
import { cornersOf } from '../../../src/core/reading/box.ts'
import { cropLine, letterLine } from '../../../src/core/reading/line-crop.ts'
import { resample } from '../../../src/core/reading/resample.ts'

/** Red rises to the right, green downwards. */
const size = { width: 40, height: 20 }
const slope = {
  ...size,
  data: Uint8Array.from({ length: 3 * 40 * 20 }, (_, i) => {
    const at = Math.trunc(i / 3)
    return [6 * (at % 40), 12 * Math.trunc(at / 40), 7][i % 3]
  }),
}
const whole = cornersOf({ x: 0, y: 0, ...size })
const red = ({ data }: { data: Uint8Array }, at: number) => data[3 * at]

test('a picture at its own size is itself', () => {
  expect(resample(slope, whole, 40, 20).data).toEqual(slope.data)
})

test('at half the size a pixel is the mean of four', () => {
  const half = resample(slope, whole, 20, 10)
  expect([...half.data.subarray(0, 6)]).toEqual([3, 6, 7, 15, 6, 7])
})

test('between pixels values are interpolated, and beyond the edge they stay', () => {
  const double = resample(slope, whole, 80, 20)
  expect([0, 1, 2, 3].map((at) => red(double, at))).toEqual([0, 2, 5, 8])
  expect(red(double, 79)).toBe(6 * 39)
})

test('corners in another order turn what lies between them', () => {
  const [a, b, c, d] = whole
  const turned = resample(slope, [b, c, d, a], 20, 40)
  // its left upper corner is the right upper one of the picture, its right upper corner the right lower one
  expect([red(turned, 0), turned.data[1], turned.data[3 * 19 + 1]]).toEqual([6 * 39, 0, 12 * 19])
})

test('a line is cropped 48 pixels high, one that runs upwards is laid level', () => {
  const level = cropLine(slope, { x: 0, y: 0, width: 40, height: 10 })
  expect([level.pixels.width, level.pixels.height, level.width, level.height]).toEqual([192, 48, 40, 10])
  const upwards = cropLine(slope, { x: 0, y: 0, width: 5, height: 20 })
  expect([upwards.pixels.width, upwards.pixels.height, upwards.width, upwards.height]).toEqual([192, 48, 20, 5])
  // it begins at the top: reading goes down
  expect(upwards.pixels.data[1]).toBeLessThan(upwards.pixels.data[3 * 191 + 1])
})

/** A line with two letters of another grey. */
const letters = (paper: number, ink: number) => ({
  width: 60,
  height: 48,
  data: Uint8Array.from({ length: 3 * 60 * 48 }, (_, i) => {
    const at = Math.trunc(i / 3)
    return at % 20 > 12 && at > 600 && at < 2200 ? ink : paper
  }),
})

test.each([
  ['dark on light', 240, 10, 240, 10],
  ['light on dark, inverted', 20, 200, 235, 55],
])('letters are dark on light for tesseract, within a border of their ground: %s', (_, paper, ink, ground, letter) => {
  const { width, height, data } = letterLine(letters(paper, ink))
  expect([width, height, data[0], Math.min(...data), Math.max(...data)]).toEqual([76, 64, ground, letter, ground])
})

test('white letters on what is not white become black, all else white', () => {
  expect(new Set(letterLine(letters(120, 250)).data)).toEqual(new Set([0, 255]))
  expect(new Set(letterLine(letters(120, 214)).data)).toEqual(new Set([120, 214]))
})

test('what is white all over is no letter', () => {
  expect(new Set(letterLine(letters(250, 20)).data)).toEqual(new Set([250, 20]))
})
