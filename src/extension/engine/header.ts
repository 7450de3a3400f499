import { imageDimensionsFromData } from 'image-dimensions'
import { checkSize } from '../../core/picture/pixels.ts'

/**
 * Throws UserError where a picture has too many pixels, before they are decoded. What the header's reader doesn't know
 * goes on.
 */
export function checkHeader(bytes: Uint8Array): void {
  const size = imageDimensionsFromData(bytes)
  if (size && size.width > 0 && size.height > 0) checkSize(size.width, size.height)
}
