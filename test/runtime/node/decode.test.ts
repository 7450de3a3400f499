import { readFile } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { expect, test } from 'vitest'
import { type Picture, PictureError } from '../../../src/core/picture/pixels.ts'
import { decode } from '../../../src/runtime/node/decode.ts'
import { animation, apng, scene, svg } from '../../fixtures/animations.ts'

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

const drawn = { red: scene('#f00'), green: scene('#0f0'), blue: scene('#00f') }
const png = (picture: Buffer) => sharp(picture).png().toBuffer()
const still = async (picture: Buffer) => (await decode(new Uint8Array(await png(picture)))).data
const frames = ({ data, later = [] }: Picture) => [data, ...later.map((frame) => frame.data)]

test.each(['gif', 'webp'] as const)(
  'of a %s the first, middle and last frame are decoded, repeats once',
  async (format) => {
    const { red, green, blue } = drawn
    const moving = await animation([red, red, green, red, blue])
    const picture = await decode(await bytes(moving.clone().toFormat(format, { lossless: true })))
    expect(frames(picture)).toEqual(await Promise.all([red, green, blue].map(still)))
    const { later, file } = await decode(await bytes(sharp(red).toFormat(format)))
    expect([later, file]).toEqual([undefined, undefined])
  },
)

test('of an APNG rectangles are drawn over each other as they say', async () => {
  const { red, green } = drawn
  const inset = await sharp(svg('<rect width="60" height="40" fill="#00f" fill-opacity=".5"/>'))
    .extract({ left: 0, top: 0, width: 60, height: 40 })
    .png()
    .toBuffer()
  const [first, second] = await Promise.all(
    [red, green].map((picture) => sharp(picture).ensureAlpha().png().toBuffer()),
  )
  const over = { png: inset, x: 30, y: 20, over: true }
  const shown = async (...apngFrames: Parameters<typeof apng>[0]) => {
    const picture = await decode(new Uint8Array(apng(apngFrames)), '#ffffff')
    return [picture, ...(picture.later ?? [])].map((frame) => [at(frame, 5, 5), at(frame, 60, 40)])
  }
  const RED = [255, 0, 0]
  const mixed = [127, 0, 128]
  const white = [255, 255, 255]
  expect(await shown({ png: first }, over)).toEqual([
    [RED, RED],
    [RED, mixed],
  ])
  expect(await shown({ png: first }, { ...over, over: false })).toEqual([
    [RED, RED],
    [RED, [127, 127, 255]],
  ])
  expect(await shown({ png: first, dispose: 1 }, over)).toEqual([
    [RED, RED],
    [white, [127, 127, 255]],
  ])
  expect(await shown({ png: first, dispose: 2 }, over)).toEqual(await shown({ png: first, dispose: 1 }, over))
  expect((await shown({ png: first }, { ...over, dispose: 2 }, { ...over, x: 0, y: 0 })).at(-1)).toEqual([mixed, RED])
  expect(await shown({ png: first }, { png: second })).toEqual([
    [RED, RED],
    [
      [0, 255, 0],
      [0, 255, 0],
    ],
  ])
  // a rectangle outside of the canvas ends it
  expect(await shown({ png: first }, { ...over, x: 100 }, over)).toEqual([[RED, RED]])
})

test('an animation that is cut off has the frames before that', async () => {
  const { red, green, blue } = drawn
  const [a, b, c] = await Promise.all([red, green, blue].map(png))
  const whole = apng([{ png: a }, { png: b }, { png: c }])
  expect(frames(await decode(new Uint8Array(whole.subarray(0, whole.length - 60))))).toHaveLength(2)
})

test('words that only a dark page shows are laid on dark, and on the page itself where it is known', async () => {
  const words = await png(
    svg('<text x="10" y="50" font-family="Liberation Sans" font-size="30" fill="#fff">words</text>'),
  )
  expect(at(await decode(new Uint8Array(words)), 0, 0)).toEqual([17, 17, 17])
  expect(at(await decode(new Uint8Array(words), '#336699'), 0, 0)).toEqual([0x33, 0x66, 0x99])
})

test('an animated AVIF is seen by its still picture', async () => {
  // 160x120, three red frames and three blue ones, written by Pillow 12 (save_all)
  const file = await readFile(new URL('../../fixtures/red-then-blue.avif', import.meta.url))
  const picture = await decode(new Uint8Array(file))
  expect([picture.width, picture.height, picture.later]).toEqual([160, 120, undefined])
  expect(at(picture, 80, 60)[0]).toBeGreaterThan(250)
})

test('an SVG is refused', async () => {
  await expect(decode(new Uint8Array(drawn.red))).rejects.toThrow('SVG is not read, only JPEG, PNG, WebP, GIF and AVIF')
})
