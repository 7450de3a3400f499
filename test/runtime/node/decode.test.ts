import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { PictureError } from '../../../src/core/picture/pixels.ts'
import { decode } from '../../../src/runtime/node/decode.ts'

const half = (x: number, fill: string) => `<rect x="${x}" width="20" height="20" fill="${fill}"/>`
const halves = Buffer.from(
  `<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20">${half(0, '#f00')}${half(20, '#00f')}</svg>`,
)
const bytes = async (picture: Sharp) => new Uint8Array(await picture.toBuffer())
const at = (p: { width: number; data: Uint8Array }, x: number, y: number) => [
  ...p.data.subarray((y * p.width + x) * 3, (y * p.width + x) * 3 + 3),
]

test('EXIF orientation turns the picture', async () => {
  const turned = await decode(await bytes(sharp(halves).png().withMetadata({ orientation: 6 })))
  expect([turned.width, turned.height]).toEqual([20, 40])
  expect(at(turned, 10, 5)).toEqual([255, 0, 0])
  expect(at(turned, 10, 35)).toEqual([0, 0, 255])
})

test('a wide-gamut ICC profile is converted to sRGB', async () => {
  const p3 = await decode(
    await bytes(
      sharp({ create: { width: 8, height: 8, channels: 3, background: '#c08040' } })
        .withIccProfile('p3')
        .png(),
    ),
  )
  expect(at(p3, 4, 4).every((v, i) => Math.abs(v - [192, 128, 64][i]) <= 2)).toBe(true)
})

test('transparency is laid on white, grey becomes RGB', async () => {
  expect(
    at(
      await decode(
        await bytes(
          sharp({ create: { width: 2, height: 2, channels: 4, background: { r: 255, g: 0, b: 0, alpha: 0.5 } } }).png(),
        ),
      ),
      0,
      0,
    ),
  ).toEqual([255, 127, 127])
  expect(at(await decode(await bytes(sharp(halves).greyscale().jpeg())), 2, 2)).toHaveLength(3)
})

test.each([
  ['no picture', new TextEncoder().encode('hello')],
  ['nothing', new Uint8Array()],
])('%s is a PictureError', async (_, content) => {
  await expect(decode(content as Uint8Array<ArrayBuffer>)).rejects.toBeInstanceOf(PictureError)
})

test('a truncated JPEG is a PictureError', async () => {
  const whole = await bytes(sharp(halves).resize(400).jpeg())
  await expect(decode(whole.slice(0, whole.length / 2))).rejects.toThrow(/not a readable picture/)
})
