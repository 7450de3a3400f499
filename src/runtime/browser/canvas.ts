import { PictureError } from '../../core/picture/pixels.ts'

type Context = OffscreenCanvasRenderingContext2D

/** A canvas that is read rather than shown. */
export function canvas(width: number, height: number): Context {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })
  if (!context) throw new PictureError('the browser gave no canvas')
  return context
}

/** What is drawn fills the whole canvas: RGBA (straight alpha), sRGB. */
export function pixelsOf(context: Context, drawn: CanvasImageSource): Uint8ClampedArray {
  const { width, height } = context.canvas
  context.clearRect(0, 0, width, height)
  context.drawImage(drawn, 0, 0, width, height)
  return context.getImageData(0, 0, width, height, { colorSpace: 'srgb' }).data
}
