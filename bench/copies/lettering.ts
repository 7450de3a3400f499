import { feed } from '../../demo/server.ts'
import type { Pixels } from '../../src/core/picture/pixels.ts'
import { asSharp } from './changes.ts'

/** One letter, one word, or all of it is another. Most letters are as wide as those they stand for: that is hardest. */
export const PAIRS: Record<string, [string, string][]> = {
  letter: [
    ['they fit in', 'they fat in'],
    ['two men here', 'two man here'],
    ['a bed day', 'a bad day'],
    ['it is hot', 'it is hat'],
    ['my gun club', 'my gan club'],
    ['we live you', 'we love you'],
    ['eat them', 'cat them'],
  ],
  word: [
    ['we love them', 'we hate them'],
    ['they are good', 'they are evil'],
    ['go save one', 'go kill one'],
    ['hug a friend', 'hit a friend'],
  ],
  caption: feed.pictures.flatMap(({ top = '', bottom = '' }) => (top && bottom ? [[top, bottom]] : [])),
}

/** How letters are drawn: light with an outline, dark on a light strip, and grey on one. */
const LOOKS = [
  { weight: 'bold', paint: 'fill="#fff" stroke="#000" paint-order="stroke" stroke-linejoin="round"', strip: false },
  { weight: 'normal', paint: 'fill="#111"', strip: true },
  { weight: 'normal', paint: 'fill="#777"', strip: true },
]

/** A capital's height in Liberation Sans, of its size. */
const CAPITAL = 0.716
/** What a letter takes of a line at most, of its size. */
const ADVANCE = 0.8

export interface Line {
  /** Pixels that a capital is high. */
  height: number
  /** Where it stands, each from 0 to 1. */
  x: number
  y: number
  look: number
}

/** The picture with a line of words on it, whatever it is that they cover. */
export async function lettered(picture: Pixels, text: string, { height, x, y, look }: Line): Promise<Pixels> {
  const { weight, paint, strip } = LOOKS[look]
  const size = height / CAPITAL
  const left = x * Math.max(0, picture.width - text.length * ADVANCE * size)
  const base = size * 1.2 + y * Math.max(0, picture.height - 1.7 * size)
  const ground = `<rect x="0" width="100%" y="${base - 1.2 * size}" height="${1.7 * size}" fill="#fff"/>`
  const font = `font-family="Liberation Sans, Arial, sans-serif" font-weight="${weight}" font-size="${size}"`
  const words = `<text x="${left}" y="${base}" ${font} ${paint} stroke-width="${strip ? 0 : size / 7}">${text}</text>`
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${picture.width}" height="${picture.height}">${
    strip ? ground : ''
  }${words}</svg>`
  const { data } = await asSharp(picture)
    .composite([{ input: Buffer.from(svg) }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { ...picture, data: new Uint8Array(data) }
}
