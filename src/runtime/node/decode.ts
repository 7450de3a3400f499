import sharp from 'sharp'
import { checkSize, flatten, MAX_PIXELS, PictureError, type Pixels } from '../../core/pixels.ts'

/** Decodes JPEG, PNG, WebP, GIF or AVIF (first frame), turned by its EXIF orientation and converted to sRGB by its ICC profile. */
export async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<Pixels> {
  try {
    const picture = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
    const { data, info } = await picture.autoOrient().toColourspace('srgb').ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    checkSize(info.width, info.height)
    return flatten(info.width, info.height, data)
  } catch (error) {
    if (error instanceof PictureError) throw error
    throw new PictureError(`not a readable picture: ${(error as Error).message.split('\n')[0]}`)
  }
}
