import type { Pixels } from './pixels.ts'

export const KERNELS = ['bicubic', 'bilinear'] as const
export type KernelName = (typeof KERNELS)[number]

/** A weight by the distance from the middle, and the distance from which on it is zero; both in input samples. */
interface Kernel {
  weight(x: number): number
  support: number
}

/** Cubic convolution with a = -.5 (Keys 1981), the kernel of PIL's BICUBIC. */
function cubic(x: number): number {
  const a = -0.5
  const t = Math.abs(x)
  if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1
  if (t < 2) return (((t - 5) * t + 8) * t - 4) * a
  return 0
}

const kernels: Record<KernelName, Kernel> = {
  bicubic: { weight: cubic, support: 2 },
  bilinear: { weight: (x) => Math.max(0, 1 - Math.abs(x)), support: 1 },
}

/** PIL counts in 32-bit integers, with so many bits behind the point; doing the same keeps our bytes equal to its. */
const PRECISION = 22
const HALF = 1 << (PRECISION - 1)

interface Taps {
  first: number
  weights: Int32Array
}

/** A side's length after resizing, and the part of it that is wanted. */
interface Side {
  length: number
  from: number
  count: number
}

/** For each wanted output sample the input samples under the kernel, which widens when shrinking (antialiasing). */
function taps(inSize: number, { length, from, count }: Side, kernel: Kernel): Taps[] {
  const scale = inSize / length
  const stretch = Math.max(scale, 1)
  const support = kernel.support * stretch
  return Array.from({ length: count }, (_, i) => {
    const center = (from + i + 0.5) * scale
    const first = Math.max(0, Math.trunc(center - support + 0.5))
    const end = Math.min(inSize, Math.trunc(center + support + 0.5))
    const raw = Array.from({ length: end - first }, (_, k) => kernel.weight((first + k - center + 0.5) / stretch))
    const sum = raw.reduce((a, b) => a + b, 0)
    return { first, weights: Int32Array.from(raw, (w) => Math.round((w / sum) * 2 ** PRECISION)) }
  })
}

/** `height` rows of `width` RGB samples → rows of as many as `table` has. */
function passX(data: Uint8Array, width: number, height: number, table: Taps[]): Uint8Array {
  const out = new Uint8ClampedArray(table.length * height * 3)
  for (let y = 0, at = 0; y < height; y++) {
    const row = y * width * 3
    for (let x = 0; x < table.length; x++) {
      const { first, weights } = table[x]
      let red = HALF
      let green = HALF
      let blue = HALF
      for (let k = 0, from = row + first * 3; k < weights.length; k++, from += 3) {
        const weight = weights[k]
        red += data[from] * weight
        green += data[from + 1] * weight
        blue += data[from + 2] * weight
      }
      out[at++] = red >> PRECISION
      out[at++] = green >> PRECISION
      out[at++] = blue >> PRECISION
    }
  }
  return new Uint8Array(out.buffer)
}

/** Rows of `stride` samples → as many rows as `table` has. Whole rows are added up, as they lie in memory. */
function passY(data: Uint8Array, stride: number, table: Taps[]): Uint8Array {
  const out = new Uint8ClampedArray(stride * table.length)
  const sums = new Int32Array(stride)
  for (const [y, { first, weights }] of table.entries()) {
    sums.fill(HALF)
    for (let k = 0; k < weights.length; k++) {
      const weight = weights[k]
      const from = (first + k) * stride
      for (let i = 0; i < stride; i++) sums[i] += data[from + i] * weight
    }
    const at = y * stride
    for (let i = 0; i < stride; i++) out[at + i] = sums[i] >> PRECISION
  }
  return new Uint8Array(out.buffer)
}

/**
 * Resize with antialiasing, byte for byte that of PIL's `Image.resize(size, BICUBIC)` or BILINEAR, on which image
 * towers are trained. Canvas and sharp each resize in their own way, which shifts embeddings, so no host uses theirs.
 */
export function resize(pixels: Pixels, width: number, height: number, kernel: KernelName = 'bicubic'): Pixels {
  const whole = (length: number): Side => ({ length, from: 0, count: length })
  return resample(pixels, whole(width), whole(height), kernels[kernel])
}

/** The square of `size` in the middle of what `resize` makes of a picture whose shorter side becomes `shorterSide`. */
export function resizeToMiddle(pixels: Pixels, size: number, shorterSide: number, kernel: KernelName): Pixels {
  const shorter = Math.min(pixels.width, pixels.height)
  const side = (of: number): Side => {
    const length = Math.trunc((shorterSide * of) / shorter)
    return { length, from: Math.floor((length - size) / 2), count: size }
  }
  return resample(pixels, side(pixels.width), side(pixels.height), kernels[kernel])
}

function resample(pixels: Pixels, x: Side, y: Side, kernel: Kernel): Pixels {
  // Pillow 13 takes the vertical pass first where it shrinks the work much more; the order shows in the rounding
  const down = pixels.height - y.length
  const verticalFirst = down > 0 && down > 2 * (pixels.width - x.length)
  if (verticalFirst) return stretchX(stretchY(pixels, y, kernel), x, kernel)
  const { rows, above } = neededRows(pixels, y, kernel)
  return stretchY(stretchX(rows, x, kernel), y, kernel, pixels.height, above)
}

/** The rows that the wanted part of a height is made of: a strip made wide as a whole would fill the memory. */
function neededRows(pixels: Pixels, side: Side, kernel: Kernel): { rows: Pixels; above: number } {
  const { width, height, data } = pixels
  const ends = [side.from, side.from + side.count - 1].map(
    (from) => taps(height, { ...side, from, count: 1 }, kernel)[0],
  )
  const above = ends[0].first
  const below = ends[1].first + ends[1].weights.length
  return { rows: { width, height: below - above, data: data.subarray(above * width * 3, below * width * 3) }, above }
}

const isWhole = ({ length, count }: Side, size: number) => count === size && length === size

function stretchX({ width, height, data }: Pixels, side: Side, kernel: Kernel): Pixels {
  if (isWhole(side, width)) return { width, height, data }
  return { width: side.count, height, data: passX(data, width, height, taps(width, side, kernel)) }
}

/** `pixels` are the rows from `above` on of a picture of `height` rows. */
function stretchY(pixels: Pixels, side: Side, kernel: Kernel, height = pixels.height, above = 0): Pixels {
  const { width, data } = pixels
  if (isWhole(side, height)) return { width, height, data }
  const table = taps(height, side, kernel).map((tap) => ({ ...tap, first: tap.first - above }))
  return { width, height: side.count, data: passY(data, width * 3, table) }
}
