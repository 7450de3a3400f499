import { checkSize, flatten, PictureError, type Pixels } from '../../core/picture/pixels.ts'

/**
 * Decodes what the browser decodes (first frame), turned by its EXIF orientation and converted to sRGB by its ICC
 * profile.
 */
export async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<Pixels> {
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
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
    if (!context) throw new PictureError('the browser gave no canvas')
    context.drawImage(bitmap, 0, 0)
    return flatten(width, height, context.getImageData(0, 0, width, height, { colorSpace: 'srgb' }).data)
  } finally {
    bitmap.close()
  }
}
