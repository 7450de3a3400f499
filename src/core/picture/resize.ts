import type { Pixels } from './pixels.ts'

/** Cubic convolution with a = -.5 (Keys 1981), the kernel of PIL's BICUBIC. */
function cubic(x: number): number {
  const a = -0.5
  const t = Math.abs(x)
  if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1
  if (t < 2) return (((t - 5) * t + 8) * t - 4) * a
  return 0
}

/** PIL counts in 32-bit integers, with so many bits behind the point; doing the same keeps our bytes equal to its. */
const PRECISION = 22
const HALF = 1 << (PRECISION - 1)

interface Taps {
  first: number
  weights: Int32Array
}

/** For each output sample the input samples under the kernel, which widens when shrinking (antialiasing). */
function taps(inSize: number, outSize: number): Taps[] {
  const scale = inSize / outSize
  const stretch = Math.max(scale, 1)
  const support = 2 * stretch
  return Array.from({ length: outSize }, (_, i) => {
    const center = (i + 0.5) * scale
    const first = Math.max(0, Math.trunc(center - support + 0.5))
    const end = Math.min(inSize, Math.trunc(center + support + 0.5))
    const raw = Array.from({ length: end - first }, (_, k) => cubic((first + k - center + 0.5) / stretch))
    const sum = raw.reduce((a, b) => a + b, 0)
    return { first, weights: Int32Array.from(raw, (w) => Math.round((w / sum) * 2 ** PRECISION)) }
  })
}

/** `height` rows of `width` RGB samples → rows of `to`. */
function passX(data: Uint8Array, width: number, height: number, to: number): Uint8Array {
  const out = new Uint8ClampedArray(to * height * 3)
  const table = taps(width, to)
  for (let y = 0, at = 0; y < height; y++) {
    const row = y * width * 3
    for (let x = 0; x < to; x++) {
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

/** Rows of `stride` samples → `to` rows. Whole rows are added up, as they lie in memory. */
function passY(data: Uint8Array, stride: number, height: number, to: number): Uint8Array {
  const out = new Uint8ClampedArray(stride * to)
  const sums = new Int32Array(stride)
  for (const [y, { first, weights }] of taps(height, to).entries()) {
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
 * Bicubic resize with antialiasing, byte for byte that of PIL's `Image.resize(size, BICUBIC)`, on which the image tower
 * was trained. Canvas and sharp each resize in their own way, which shifts embeddings, so no host uses theirs.
 */
export function resize(pixels: Pixels, width: number, height: number): Pixels {
  // Pillow 13 takes the vertical pass first where it shrinks the work much more; the order shows in the rounding
  const down = pixels.height - height
  if (down > 0 && down > 2 * (pixels.width - width)) return stretchX(stretchY(pixels, height), width)
  return stretchY(stretchX(pixels, width), height)
}

function stretchX({ width, height, data }: Pixels, to: number): Pixels {
  return to === width ? { width, height, data } : { width: to, height, data: passX(data, width, height, to) }
}

function stretchY({ width, height, data }: Pixels, to: number): Pixels {
  return to === height ? { width, height, data } : { width, height: to, data: passY(data, width * 3, height, to) }
}

/**
 * The image tower's input: resized to `size` x `size`, channels first, (value/255 - mean) / std.
 * @returns float32 [3, size, size], flat
 */
export function toTowerInput(
  pixels: Pixels,
  { size, mean, std }: { size: number; mean: number[]; std: number[] },
): Float32Array {
  const { data } = resize(pixels, size, size)
  const plane = size * size
  const out = new Float32Array(3 * plane)
  for (let c = 0; c < 3; c++) {
    const scaled = Float32Array.from({ length: 256 }, (_, value) => (value / 255 - mean[c]) / std[c])
    for (let i = 0, from = c; i < plane; i++, from += 3) out[c * plane + i] = scaled[data[from]]
  }
  return out
}
