import type { Picture, Pixels } from './pixels.ts'

/** What near copies of a picture share, whatever their size and file format: by it one verdict does for all of them. */
export interface Appearance {
  /** Four numbers of 30 bits; of near copies at least one is the same. */
  bands: number[]
  /** SIGNATURE bytes, of which `isNearCopy` tells whether they are of near copies. */
  signature: Uint8Array
}

/** Cells a side that are compared by their grey, and by their colour. */
const SIDE = 60
const COLOUR_SIDE = 15
/** A pixel is counted in so many parts. */
const PART = 256
/** The proportion in two bytes, then a byte a cell: greys, blue-yellow, red-green. */
const GREYS = 2
const COLOURS = GREYS + SIDE ** 2
export const SIGNATURE = COLOURS + 2 * COLOUR_SIDE ** 2

/** Points a side that bands tell of, their number, and each one's bits. */
const BAND_SIDE = 10
const BANDS = 4
const BAND_BITS = 30
/** A step between neighbours counts from here on: even ground doesn't, whatever compression makes of it. */
const STEP = 4

/** Sides are whole numbers, so a small copy's proportion is off by up to so much: half of 224 x 149 is 112 x 75. */
const PROPORTION = 0.01
/** How the proportion is written: its logarithm in steps of .00025. */
const LOG_STEPS = 4000

/**
 * A copy differs a little wherever there is detail, other words differ much in few cells: the worst cell may differ by
 * so many times what nine tenths of the differing cells differ by, plus a bit, and never by more than MOST. Where few
 * differ nothing excuses the worst. Chosen on one half of the pictures (docs/experiments/copies-of-pictures.md).
 */
const TIMES = 2
const ROUNDING = 2
const MOST = 16
const SHARE = 0.9
const FEW = 100
/** What a cell's colour may differ by. */
const MOST_COLOUR = 12

/** Null for an animation: the frames that aren't judged may differ. */
export function appearanceOf(picture: Picture): Appearance | null {
  if (picture.later) return null
  const rgb = averages(picture, SIDE)
  const signature = new Uint8Array(SIGNATURE)
  const proportion = Math.round(32768 + LOG_STEPS * Math.log(picture.width / picture.height))
  new DataView(signature.buffer).setUint16(0, Math.max(0, Math.min(65535, proportion)))
  const grey = plane(rgb, 0, [0.299, 0.587, 0.114])
  signature.set(Uint8ClampedArray.from(grey, Math.round), GREYS)
  // by ITU-R BT.601, as JPEG has it
  const blue = pooled(plane(rgb, 128, [-0.168736, -0.331264, 0.5]), COLOUR_SIDE)
  const red = pooled(plane(rgb, 128, [0.5, -0.418688, -0.081312]), COLOUR_SIDE)
  signature.set(Uint8ClampedArray.from(blue, Math.round), COLOURS)
  signature.set(Uint8ClampedArray.from(red, Math.round), COLOURS + COLOUR_SIDE ** 2)
  return { bands: bandsOf(pooled(grey, BAND_SIDE)), signature }
}

/** Whether two signatures are of pictures that show the same, letter by letter. */
export function isNearCopy(a: Uint8Array, b: Uint8Array): boolean {
  const [one, other] = [a, b].map((bytes) => new DataView(bytes.buffer, bytes.byteOffset).getUint16(0))
  if (Math.abs(one - other) > PROPORTION * LOG_STEPS) return false
  for (let i = COLOURS; i < SIGNATURE; i++) if (Math.abs(a[i] - b[i]) > MOST_COLOUR) return false
  const counts = new Uint16Array(MOST + 1)
  for (let i = GREYS; i < COLOURS; i++) {
    const difference = Math.abs(a[i] - b[i])
    if (difference > MOST) return false
    counts[difference]++
  }
  return worst(counts) <= TIMES * (ROUNDING + usual(counts))
}

const worst = (counts: Uint16Array): number => counts.findLastIndex((count) => count > 0)

/** What nine tenths of the differences are at most, of those that are any. */
function usual(counts: Uint16Array): number {
  const differing = SIDE ** 2 - counts[0]
  if (differing < FEW) return 0
  let below = -counts[0]
  return counts.findIndex((count) => {
    below += count
    return below >= SHARE * differing
  })
}

/** Signs of steps between neighbours, beside and below each other; every band has some of everywhere. */
function bandsOf(points: Float32Array): number[] {
  const steps: boolean[] = []
  for (const [across, down] of [
    [1, 0],
    [0, 1],
  ]) {
    for (let y = 0; y + down < BAND_SIDE; y++) {
      for (let x = 0; x + across < BAND_SIDE; x++) {
        const at = y * BAND_SIDE + x
        steps.push(points[at + down * BAND_SIDE + across] - points[at] > STEP)
      }
    }
  }
  const every = steps.length / (BANDS * BAND_BITS)
  return Array.from({ length: BANDS }, (_, band) => {
    const bits = Array.from({ length: BAND_BITS }, (_, i) => steps[Math.floor((i * BANDS + band) * every)])
    return bits.reduce((sum, bit) => sum * 2 + Number(bit), 0)
  })
}

/** A weighted sum of the three channels. */
function plane(rgb: Float32Array, ground: number, [red, green, blue]: number[]): Float32Array {
  return Float32Array.from(
    { length: rgb.length / 3 },
    (_, i) => ground + red * rgb[3 * i] + green * rgb[3 * i + 1] + blue * rgb[3 * i + 2],
  )
}

/** Means of squares of cells. */
function pooled(cells: Float32Array, side: number): Float32Array {
  const length = SIDE / side
  const out = new Float32Array(side ** 2)
  for (const [i, value] of cells.entries()) {
    out[Math.floor(i / SIDE / length) * side + Math.floor((i % SIDE) / length)] += value / length ** 2
  }
  return out
}

/**
 * Each channel's mean over each of `side` x `side` cells, a pixel on a border counting for both by its parts. Unlike
 * `resize` no cell sees its neighbours' letters, and nothing is rounded on the way.
 */
function averages({ width, height, data }: Pixels, side: number): Float32Array {
  const stride = 3 * width
  const out = new Float32Array(3 * side ** 2)
  const sums = new Int32Array(stride)
  for (let row = 0; row < side; row++) {
    const from = (row * height) / side
    const to = ((row + 1) * height) / side
    let parts = 0
    sums.fill(0)
    for (let y = Math.floor(from); y < Math.min(height, Math.ceil(to)); y++) {
      // in whole numbers, which is 1.6 times as fast and holds for a height of 1,900,000
      const weight = Math.round((Math.min(to, y + 1) - Math.max(from, y)) * PART)
      parts += weight
      for (let i = 0, at = y * stride; i < stride; i++, at++) sums[i] += data[at] * weight
    }
    addCells(sums, width, out.subarray(3 * row * side, 3 * (row + 1) * side), parts)
  }
  return out
}

/** A row of cells from its columns' sums over `parts` of rows. */
function addCells(sums: Int32Array, width: number, cells: Float32Array, parts: number): void {
  const side = cells.length / 3
  for (let column = 0; column < side; column++) {
    const from = (column * width) / side
    const to = ((column + 1) * width) / side
    const share = 1 / (parts * (to - from))
    for (let x = Math.floor(from); x < Math.min(width, Math.ceil(to)); x++) {
      const weight = (Math.min(to, x + 1) - Math.max(from, x)) * share
      for (let c = 0; c < 3; c++) cells[3 * column + c] += sums[3 * x + c] * weight
    }
  }
}
