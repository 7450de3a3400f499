import { expect, test } from 'vitest'
import { toTowerInput, withFit } from '../../../src/core/model/tower-input.ts'
import { resize } from '../../../src/core/picture/resize.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'
import { pattern } from '../../fixtures/pattern.ts'

const { image } = tinyManifest(2)

test('it is channels first and scaled', () => {
  const red = { width: 2, height: 2, data: Uint8Array.from([255, 0, 51, 255, 0, 51, 255, 0, 51, 255, 0, 51]) }
  const input = toTowerInput(red, { ...image, size: 2, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.25] })
  expect([...input].map((x) => Number(x.toFixed(4)))).toEqual([1, 1, 1, 1, -1, -1, -1, -1, -1.2, -1.2, -1.2, -1.2])
})

const bytes = {
  mean: [0, 0, 0] as [number, number, number],
  std: [1 / 255, 1 / 255, 1 / 255] as [number, number, number],
}

test.each([
  [97, 301],
  [301, 97],
  [40, 30],
  [30, 40],
])('of %i x %i the middle of what resizing makes is cut out, to the byte', (width, height) => {
  const picture = pattern(width, height, 1)
  const shorter = Math.min(width, height)
  const [w, h] = [width, height].map((side) => Math.trunc((32 * side) / shorter))
  const whole = resize(picture, w, h)
  const [left, top] = [w, h].map((side) => Math.floor((side - 24) / 2))
  const cut = toTowerInput(picture, { ...image, ...bytes, resize: 'bicubic-crop', size: 24, shorterSide: 32 })
  for (let y = 0; y < 24; y++) {
    const row = Array.from({ length: 24 }, (_, x) => whole.data[((y + top) * w + x + left) * 3])
    expect([...cut.slice(y * 24, y * 24 + 24)].map(Math.round)).toEqual(row)
  }
})

test.each([
  [2_000_000, 1],
  [1, 2_000_000],
])('a strip of %i x %i is cut without being made whole', (width, height) => {
  const strip = { width, height, data: new Uint8Array(6_000_000).fill(7) }
  const input = toTowerInput(strip, { ...image, ...bytes, resize: 'bicubic-crop', size: 224 })
  expect(input.every((value) => Math.round(value) === 7)).toBe(true)
})

test('a manifest is fitted in another way with its own kernel', () => {
  const bilinear = { ...tinyManifest(2), image: { ...image, resize: 'bilinear-crop' as const } }
  expect(withFit(bilinear, 'stretch').image.resize).toBe('bilinear-stretch')
})
