import sharp from 'sharp'
import { checkSize, flatten, MAX_PIXELS, PictureError, type Pixels } from '../../core/picture/pixels.ts'

/** What sharp calls the formats that browsers show as pictures too; SVG and PDF, which it could draw, are programs. */
const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'heif']

/**
 * Decodes JPEG, PNG, WebP, GIF or AVIF (first frame), turned by its EXIF orientation and converted to sRGB by its ICC
 * profile. Throws PictureError.
 */
export async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<Pixels> {
  try {
    // sharp's own limit would end in an error that only its message tells from others
    const { format, width, height } = await sharp(bytes, { limitInputPixels: false }).metadata()
    if (!FORMATS.includes(format)) throw new PictureError(`${format} is not read, only JPEG, PNG, WebP, GIF and AVIF`)
    checkSize(width, height)
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' })
      .autoOrient()
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return flatten(info.width, info.height, data)
  } catch (error) {
    if (error instanceof PictureError) throw error
    throw new PictureError(`not a readable picture: ${(error as Error).message.split('\n')[0]}`)
  }
}
