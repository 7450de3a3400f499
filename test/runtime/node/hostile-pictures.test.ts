import { beforeAll, expect, test } from 'vitest'
import { MAX_PIXELS, type Picture, PictureError } from '../../../src/core/picture/pixels.ts'
import { decode } from '../../../src/runtime/node/decode.ts'
import { type Fate, type HostilePicture, hostilePictures } from '../../fixtures/hostile/pictures.ts'

/** Of a core: the longest takes 5 s, and wall time tells more of the machine. */
const MOST_SECONDS = 15
/** In bytes: five canvases of 40 megapixels with alpha are 800 MB. */
const MOST_MEMORY = 2.5e9

let pictures: HostilePicture[]
beforeAll(async () => void (pictures = await hostilePictures()), 120_000)

interface Met extends HostilePicture {
  came: Fate | 'a fault of ours'
  message: string
  picture?: Picture
  seconds: number
}

async function meet(hostile: HostilePicture): Promise<Met> {
  const before = process.cpuUsage()
  const { came, message, picture } = await decode(new Uint8Array(hostile.bytes)).then(
    (picture) => ({ came: 'picture' as const, message: '', picture }),
    (error) => ({ came: kindOf(error), message: String(error.message), picture: undefined }),
  )
  const { user, system } = process.cpuUsage(before)
  return { ...hostile, came, message, picture: picture && checked(picture), seconds: (user + system) / 1e6 }
}

function kindOf(error: unknown): Met['came'] {
  if (!(error instanceof PictureError)) return 'a fault of ours'
  return error.kind === 'large-picture' ? 'too large' : 'refused'
}

/** Pixels are let go: 600 pictures don't fit. */
function checked({ later = [], ...first }: Picture): Picture {
  for (const { width, height, data } of [first, ...later]) {
    expect(width * height).toBeLessThanOrEqual(MAX_PIXELS)
    expect(data.length).toBe(3 * width * height)
  }
  return { ...first, data: first.data.subarray(0, 3) }
}

test('every hostile file is a picture or an error of one printable line, in bounded time and memory', async () => {
  expect(pictures.length).toBeGreaterThan(600)
  const met: Met[] = []
  for (const hostile of pictures) met.push(await meet(hostile))
  const names = (odd: Met[]) => odd.map(({ name, came, message, seconds }) => [name, came, message, seconds])
  expect(
    names(met.filter(({ fate, came }) => came !== fate && (fate !== 'any' || came === 'a fault of ours'))),
  ).toEqual([])
  expect(names(met.filter(({ seconds }) => seconds > MOST_SECONDS))).toEqual([])
  const told = met.filter(({ picture }) => !picture)
  expect(names(told.filter(({ message }) => !/^[\x20-\x7e]{3,200}$/.test(message)))).toEqual([])
  expect(1024 * process.resourceUsage().maxRSS).toBeLessThan(MOST_MEMORY)
}, 240_000)

test('what is sound is a picture after all of them', async () => {
  const sound = pictures.find(({ name }) => name === 'page behind.png') as HostilePicture
  expect(await decode(new Uint8Array(sound.bytes))).toMatchObject({ width: 240, height: 160 })
})

test.each([
  ['file.svg', 'SVG is not read, only JPEG, PNG, WebP, GIF and AVIF'],
  ['utf-16.svg', /first bytes are those of none$/],
  ['page.jpg', /^HTML is not read/],
  ['document.pdf', /^PDF is not read/],
  ['picture.heic', /^HEIC is not read/],
  ['bare.jxl', /^JPEG XL is not read/],
  ['boxed.jxl', /^JPEG XL is not read/],
  ['picture.tiff', /^TIFF is not read/],
  ['picture.bmp', /^BMP is not read/],
  ['archive.zip', /first bytes are those of none$/],
])('%s is told by what it is', async (name, message) => {
  const { bytes } = pictures.find((one) => one.name === name) as HostilePicture
  await expect(decode(new Uint8Array(bytes))).rejects.toThrow(message)
})
