import { flatten, PictureError, type Pixels } from '../../core/picture/pixels.ts'
import { canvas, pixelsOf } from './canvas.ts'

/** The longer side, in pixels, of a picture at a glance: twice what the line detector looks at first. */
const SIDE = 512

/**
 * A picture, of an animation its first frame, small: a fraction of what decoding all of it costs. Throws PictureError,
 * for drawings in SVG too.
 */
export async function glance(bytes: Uint8Array<ArrayBuffer>, background?: string): Promise<Pixels> {
  let bitmap: ImageBitmap
  try {
    bitmap = await createImageBitmap(new Blob([bytes]), { imageOrientation: 'from-image', premultiplyAlpha: 'none' })
  } catch (error) {
    throw new PictureError(`not a readable picture: ${(error as Error).message}`)
  }
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height))
  const [width, height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(scale * side)))
  try {
    return flatten(width, height, pixelsOf(canvas(width, height), bitmap), background)
  } finally {
    bitmap.close()
  }
}
