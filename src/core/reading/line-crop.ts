import type { Image } from 'paddleocr'
import type { GreyPixels } from '../platform.ts'

/** Height of the letters' row that tesseract gets, and the plain border that it wants around a line. */
const LINE_HEIGHT = 48
const BORDER = 12
/** Memes' letters are white with a dark outline: what is at least this bright in all channels is a letter. */
const WHITE = 215

function scaled(crop: Image): Image {
  return crop.resize({ width: Math.max(8, Math.round((crop.width * LINE_HEIGHT) / crop.height)), height: LINE_HEIGHT })
}

function bordered(width: number, height: number, value: (i: number) => number, background: number): GreyPixels {
  const out = { width: width + 2 * BORDER, height: height + 2 * BORDER, data: new Uint8Array(0) }
  out.data = new Uint8Array(out.width * out.height).fill(background)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) out.data[(y + BORDER) * out.width + x + BORDER] = value(y * width + x)
  }
  return out
}

/** The line as luma, dark letters on light: inverted when its edge is darker than its middle tone. */
export function greyLine(crop: Image): GreyPixels {
  const { width, height, data } = scaled(crop)
  const luma = new Uint8Array(width * height)
  for (let i = 0; i < luma.length; i++)
    luma[i] = (data[i * 3] * 299 + data[i * 3 + 1] * 587 + data[i * 3 + 2] * 114) / 1000
  const edge: number[] = []
  for (let x = 0; x < width; x++) edge.push(luma[x], luma[(height - 1) * width + x])
  const median = edge.sort((a, b) => a - b)[edge.length >> 1]
  const invert = median < 110
  return bordered(width, height, (i) => (invert ? 255 - luma[i] : luma[i]), invert ? 255 - median : median)
}

/** The line's white pixels as black letters on white. */
export function whiteLine(crop: Image): GreyPixels {
  const { width, height, data } = scaled(crop)
  return bordered(
    width,
    height,
    (i) => (Math.min(data[i * 3], data[i * 3 + 1], data[i * 3 + 2]) >= WHITE ? 0 : 255),
    255,
  )
}
