import { animatedType } from '../../core/picture/animation.ts'
import { checkSize, flatten, type Picture, PictureError } from '../../core/picture/pixels.ts'
import type { Proceed } from '../../core/proceed.ts'
import { canvas, pixelsOf } from './canvas.ts'
import { laterFrames } from './frames.ts'
import { drawSvg, isMarkup } from './svg.ts'

/**
 * Decodes what the browser decodes, turned by its EXIF orientation and converted to sRGB by its ICC profile; of an
 * animation also the frames that are judged beside the first. What is transparent is laid on `background` (#rrggbb).
 * Throws PictureError, or what `proceed` throws.
 */
export async function decode(
  bytes: Uint8Array<ArrayBuffer>,
  background?: string,
  proceed: Proceed = async () => {},
): Promise<Picture> {
  if (isMarkup(bytes)) return drawSvg(bytes, background)
  let bitmap: ImageBitmap
  try {
    bitmap = await createImageBitmap(new Blob([bytes]), {
      imageOrientation: 'from-image',
      colorSpaceConversion: 'default',
      premultiplyAlpha: 'none',
    })
  } catch (error) {
    throw new PictureError(`not a readable picture: ${(error as Error).message}`)
  }
  try {
    const { width, height } = bitmap
    checkSize(width, height)
    const first = flatten(width, height, pixelsOf(canvas(width, height), bitmap), background)
    const type = animatedType(bytes)
    return type ? { ...first, ...(await laterFrames(bytes, type, first, background, proceed)) } : first
  } finally {
    bitmap.close()
  }
}
