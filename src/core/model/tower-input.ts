import type { Pixels } from '../picture/pixels.ts'
import { type KernelName, resize, resizeToMiddle } from '../picture/resize.ts'
import type { Fit, ModelManifest } from './manifest.ts'

type ImageInput = Pick<ModelManifest['image'], 'size' | 'resize' | 'shorterSide' | 'mean' | 'std'>

/**
 * The image tower's input: `size` x `size`, channels first, (value/255 - mean) / std.
 * @returns float32 [3, size, size], flat
 */
export function toTowerInput(pixels: Pixels, image: ImageInput): Float32Array {
  const { size, mean, std } = image
  const { data } = toSquare(pixels, image)
  const plane = size * size
  const out = new Float32Array(3 * plane)
  for (let c = 0; c < 3; c++) {
    const scaled = Float32Array.from({ length: 256 }, (_, value) => (value / 255 - mean[c]) / std[c])
    for (let i = 0, from = c; i < plane; i++, from += 3) out[c * plane + i] = scaled[data[from]]
  }
  return out
}

/** The manifest with pictures brought to a square in another way. */
export function withFit(manifest: ModelManifest, fit: Fit): ModelManifest {
  const [kernel] = manifest.image.resize.split('-') as [KernelName]
  return { ...manifest, image: { ...manifest.image, resize: `${kernel}-${fit}` } }
}

function toSquare(pixels: Pixels, { size, resize: how, shorterSide = size }: ImageInput): Pixels {
  const [kernel, fit] = how.split('-') as [KernelName, Fit]
  return fit === 'crop' ? resizeToMiddle(pixels, size, shorterSide, kernel) : resize(pixels, size, size, kernel)
}
