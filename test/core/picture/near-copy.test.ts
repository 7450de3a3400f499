import fc from 'fast-check'
import sharp, { type Sharp } from 'sharp'
import { describe, expect, test } from 'vitest'
import { draw, type FeedPicture } from '../../../demo/draw.ts'
import { appearanceOf, isNearCopy, SIGNATURE } from '../../../src/core/picture/near-copy.ts'
import type { Pixels } from '../../../src/core/picture/pixels.ts'
import { decode } from '../../../src/runtime/node/decode.ts'
import { pattern } from '../../fixtures/pattern.ts'

type Change = (picture: Sharp) => Sharp

const meme: FeedPicture = {
  id: 'm',
  label: 'non-offensive',
  scene: 'road',
  top: 'They love us',
  bottom: 'and you fit in',
}

async function pixels(picture: FeedPicture, change: Change = (same) => same.png()): Promise<Pixels> {
  return decode(new Uint8Array(await change(sharp(await draw(picture))).toBuffer()))
}

function look(picture: Pixels) {
  const appearance = appearanceOf(picture)
  if (!appearance) throw new Error('a still picture has an appearance')
  return appearance
}

const original = look(await pixels(meme))

/** Whether a band finds it, and whether it is then taken for the same. */
function seen(picture: Pixels): { found: boolean; same: boolean } {
  const { bands, signature } = look(picture)
  return {
    found: bands.some((band, i) => band === original.bands[i]),
    same: isNearCopy(signature, original.signature) && isNearCopy(original.signature, signature),
  }
}

describe('a meme is found again', () => {
  test.each<[string, Change]>([
    ['as JPEG of quality 50', (copy) => copy.jpeg({ quality: 50 })],
    ['as WebP', (copy) => copy.webp({ quality: 60 })],
    ['at half its size', (copy) => copy.resize(300).png()],
    ['at half again its size', (copy) => copy.resize(900).png()],
    ['smaller and as JPEG', (copy) => copy.resize(450).jpeg({ quality: 75 })],
  ])('%s', async (_, change) => expect(seen(await pixels(meme, change))).toEqual({ found: true, same: true }))
})

describe('it is told from one', () => {
  test.each<[string, Partial<FeedPicture>]>([
    ['with another caption', { top: 'They came for me', bottom: 'at night' }],
    ['with another word', { top: 'They hate us' }],
    ['with another letter', { bottom: 'and you fat in' }],
    ['without its last word', { bottom: 'and you fit' }],
    ['on another scene', { scene: 'city' }],
  ])('%s', async (_, other) => {
    for (const change of [(same: Sharp) => same.png(), (copy: Sharp) => copy.jpeg({ quality: 60 })]) {
      expect(seen(await pixels({ ...meme, ...other }, change)).same).toBe(false)
    }
  })

  test.each<[string, Change]>([
    ['in grey', (copy) => copy.grayscale().png()],
    ['mirrored', (copy) => copy.flop().png()],
    ['cropped', (copy) => copy.extract({ left: 20, top: 0, width: 580, height: 440 }).png()],
    ['of another shape', (copy) => copy.resize(600, 400, { fit: 'fill' }).png()],
  ])('%s', async (_, change) => expect(seen(await pixels(meme, change)).same).toBe(false))
})

test('an animation has none: what of it is not judged may differ', () => {
  expect(appearanceOf({ ...pattern(80, 80, 1), later: [] })).toBeNull()
})

test('any size has one, of the same bytes each time, and is its own copy', () => {
  const side = fc.integer({ min: 1, max: 200 })
  fc.assert(
    fc.property(side, side, fc.nat(9), (width, height, seed) => {
      const { bands, signature } = look(pattern(width, height, seed))
      expect(signature.length).toBe(SIGNATURE)
      expect(bands.every((band) => Number.isInteger(band) && band >= 0 && band < 2 ** 30)).toBe(true)
      expect(look(pattern(width, height, seed))).toEqual({ bands, signature })
      expect(isNearCopy(signature, signature)).toBe(true)
    }),
    { numRuns: 60 },
  )
})

test('what is of one colour has its grey in every cell, and no step', () => {
  const { bands, signature } = look({ width: 97, height: 31, data: new Uint8Array(97 * 31 * 3).fill(200) })
  expect(bands).toEqual([0, 0, 0, 0])
  expect(new Set(signature.subarray(2, 3602))).toEqual(new Set([200]))
  expect(new Set(signature.subarray(3602))).toEqual(new Set([128]))
})

test.each([
  ['blue', [0, 0, 255]],
  ['red', [255, 0, 0]],
])('pure %s is next to what is nearly so', (_, colour) => {
  const plain = (rgb: number[]) =>
    look({ width: 60, height: 60, data: new Uint8Array(60 * 60 * 3).map((_, i) => rgb[i % 3]) })
  const almost = colour.map((value) => Math.abs(value - 2))
  expect(isNearCopy(plain(colour).signature, plain(almost).signature)).toBe(true)
})

test('a signature is read wherever its bytes lie', () => {
  const within = new Uint8Array(SIGNATURE + 7)
  within.set(original.signature, 7)
  expect(isNearCopy(within.subarray(7), original.signature)).toBe(true)
})
