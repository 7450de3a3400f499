import { UserError } from '../user-error.ts'

/** Decoded pixels: 8-bit sRGB, three bytes a pixel, rows from the top, transparency already laid on a background. */
export interface Pixels {
  width: number
  height: number
  data: Uint8Array
}

/** A decoded picture: its first frame, and what else is known of it. */
export interface Picture extends Pixels {
  /** An animation's other frames that are judged, none like another; absent for a still picture. */
  later?: Pixels[]
  /** SHA-256 of an animation's file, for its frames that aren't judged. */
  file?: string
  /** On another background it is another picture. */
  transparent?: true
  /** A drawing without lettering and photographs: nothing that the models know about. */
  blank?: true
}

/** All of a picture that is judged, the first one first. */
export function framesOf(picture: Picture): Pixels[] {
  return [picture, ...(picture.later ?? [])]
}

/** The largest picture that is decoded, in pixels: more is a decompression bomb or a scan, not a post. */
export const MAX_PIXELS = 40_000_000

/** A picture that can't be judged because it can't be read; the message is fit to show. */
export class PictureError extends UserError {
  constructor(message: string, kind: 'picture' | 'large-picture' = 'picture') {
    super(kind, message)
  }
}

/** Throws PictureError when `width` x `height` is empty or above MAX_PIXELS. */
export function checkSize(width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw new PictureError('the picture is empty')
  if (width * height > MAX_PIXELS) {
    throw new PictureError(
      `the picture is ${width}x${height}: more than ${MAX_PIXELS / 1e6} megapixels`,
      'large-picture',
    )
  }
}

/** Grounds for what is transparent, the likeliest first: letters on a page are dark, on a dark one light, or both. */
const GROUNDS = [255, 17, 128]
/** What differs by less from its ground, in luma, can't be read; words are read from a difference of 15 on. */
const NEAR = 24
/** The share of a picture that may vanish before another ground is looked for. */
const MAY_VANISH = 0.02

/**
 * RGBA (straight alpha, 4 bytes a pixel) → RGB on `background` (#rrggbb) or, without one, on a ground that what is
 * opaque stands out from.
 */
export function flatten(
  width: number,
  height: number,
  rgba: Uint8Array | Uint8ClampedArray,
  background?: string,
): Picture {
  const data = new Uint8Array(width * height * 3)
  const opaque = copyOpaque(rgba, data)
  if (opaque) return { width, height, data }
  const ground = background === undefined ? Array(3).fill(contrasting(rgba)) : channels(background)
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] / 255
    for (let c = 0; c < 3; c++) data[to + c] = Math.round(rgba[from + c] * alpha + ground[c] * (1 - alpha))
  }
  return { width, height, data, transparent: true }
}

/** Copies colours until a pixel is not opaque; whether all were. */
function copyOpaque(rgba: Uint8Array | Uint8ClampedArray, data: Uint8Array): boolean {
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    if (rgba[from + 3] !== 255) return false
    data[to] = rgba[from]
    data[to + 1] = rgba[from + 1]
    data[to + 2] = rgba[from + 2]
  }
  return true
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
}

/** The grey of the first ground on which next to nothing vanishes, else of that on which the least does. */
function contrasting(rgba: Uint8Array | Uint8ClampedArray): number {
  const vanishing = GROUNDS.map(() => 0)
  let all = 0
  for (let i = 0; i < rgba.length; i += 4) {
    const luma = 0.299 * rgba[i] + 0.587 * rgba[i + 1] + 0.114 * rgba[i + 2]
    for (const [k, ground] of GROUNDS.entries()) if (Math.abs(luma - ground) < NEAR) vanishing[k] += rgba[i + 3]
    all += rgba[i + 3]
  }
  const good = vanishing.findIndex((alpha) => alpha <= MAY_VANISH * all)
  return GROUNDS[good >= 0 ? good : vanishing.indexOf(Math.min(...vanishing))]
}
