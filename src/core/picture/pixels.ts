import { UserError } from '../user-error.ts'

/** A decoded picture: 8-bit sRGB, three bytes a pixel, rows from the top, transparency already laid on white. */
export interface Pixels {
  width: number
  height: number
  data: Uint8Array
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

/** RGBA (straight alpha, 4 bytes a pixel) → RGB on white. */
export function flatten(width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): Pixels {
  const data = new Uint8Array(width * height * 3)
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] / 255
    for (let c = 0; c < 3; c++) data[to + c] = Math.round(rgba[from + c] * alpha + 255 * (1 - alpha))
  }
  return { width, height, data }
}
