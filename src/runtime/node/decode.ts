import sharp from 'sharp'
import { animatedType } from '../../core/picture/animation.ts'
import { checkSize, flatten, MAX_PIXELS, type Picture, PictureError } from '../../core/picture/pixels.ts'
import { unreadType } from './file-type.ts'
import { laterFrames } from './frames.ts'

/**
 * Decodes JPEG, PNG, WebP, GIF or AVIF, turned by its EXIF orientation and converted to sRGB by its ICC profile; of an
 * animation also the frames that are judged beside the first, but for AVIF, of which sharp reads the still picture
 * alone. What is transparent is laid on `background` (#rrggbb). Throws PictureError.
 */
export async function decode(original: Uint8Array<ArrayBuffer>, background?: string): Promise<Picture> {
  const unread = unreadType(original)
  if (unread) throw new PictureError(unread)
  const type = animatedType(original)
  const bytes = type === 'image/avif' ? asStillAvif(original) : original
  try {
    // sharp's own limit would end in an error that only its message tells from others
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    checkSize(width, height)
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .autoOrient()
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const first = flatten(info.width, info.height, data, background)
    if (!type || type === 'image/avif') return first
    return { ...first, ...(await laterFrames(bytes, type, first, background)) }
  } catch (error) {
    if (error instanceof PictureError) throw error
    throw new PictureError(`not a readable picture: ${(error as Error).message.split('\n')[0]}`)
  }
}

/** sharp 0.35 refuses the brand of animations, though the file names the brand of its still picture too. */
function asStillAvif(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const still = bytes.slice()
  still.set(new TextEncoder().encode('avif'), 8)
  return still
}
