import type { Pixels } from './pixels.ts'

/** Cubic convolution with a = -.5 (Keys 1981), the kernel of PIL's BICUBIC. */
function cubic(x: number): number {
  const a = -0.5
  const t = Math.abs(x)
  if (t < 1) return ((a + 2) * t - (a + 3)) * t * t + 1
  if (t < 2) return (((t - 5) * t + 8) * t - 4) * a
  return 0
}

interface Taps {
  first: number
  weights: number[]
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
    // PIL rounds its weights to 22 bits; doing the same keeps our bytes equal to its bytes.
    return { first, weights: raw.map((w) => Math.round((w / sum) * 2 ** 22)) }
  })
}

/** One separable pass along x: `lines` rows of `inSize` RGB samples → rows of `outSize`. */
function pass(data: Uint8Array, inSize: number, lines: number, outSize: number): Uint8Array {
  const out = new Uint8Array(outSize * lines * 3)
  const table = taps(inSize, outSize)
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < outSize; i++) {
      const { first, weights } = table[i]
      const at = (line * inSize + first) * 3
      for (let c = 0; c < 3; c++) {
        let sum = 2 ** 21
        for (let k = 0; k < weights.length; k++) sum += data[at + k * 3 + c] * weights[k]
        out[(line * outSize + i) * 3 + c] = Math.max(0, Math.min(255, Math.floor(sum / 2 ** 22)))
      }
    }
  }
  return out
}

function transpose(data: Uint8Array, width: number, height: number): Uint8Array {
  const out = new Uint8Array(data.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 3
      const to = (x * height + y) * 3
      out[to] = data[from]
      out[to + 1] = data[from + 1]
      out[to + 2] = data[from + 2]
    }
  }
  return out
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
  return to === width ? { width, height, data } : { width: to, height, data: pass(data, width, height, to) }
}

function stretchY({ width, height, data }: Pixels, to: number): Pixels {
  if (to === height) return { width, height, data }
  return { width, height: to, data: transpose(pass(transpose(data, width, height), height, width, to), to, width) }
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
  for (let i = 0; i < plane; i++) {
    for (let c = 0; c < 3; c++) out[c * plane + i] = (data[i * 3 + c] / 255 - mean[c]) / std[c]
  }
  return out
}
