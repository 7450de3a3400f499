import type { Pixels } from '../picture/pixels.ts'
import { type Corners, distance } from './box.ts'

/** More samples a side than this change nothing that is read. */
const MOST_SAMPLES = 4

/**
 * What lies between four corners of a picture, as `width` x `height` pixels: bilinear, and where it shrinks the mean of
 * as many samples as it shrinks by. Between the corners positions are interpolated, which for a parallelogram is exact.
 */
export function resample(picture: Pixels, corners: Corners, width: number, height: number): Pixels {
  const [topLeft, topRight, bottomRight, bottomLeft] = corners
  const across = distance(topLeft, topRight) / width
  const down = distance(topLeft, bottomLeft) / height
  const columns = samplesFor(across)
  const rows = samplesFor(down)
  const sums = new Float32Array(3 * width)
  const out = new Uint8Array(3 * width * height)
  for (let y = 0; y < height; y++) {
    sums.fill(0)
    for (let row = 0; row < rows; row++) {
      const v = (y + (row + 0.5) / rows) / height
      const left = { x: mix(topLeft.x, bottomLeft.x, v), y: mix(topLeft.y, bottomLeft.y, v) }
      const right = { x: mix(topRight.x, bottomRight.x, v), y: mix(topRight.y, bottomRight.y, v) }
      addRow(picture, left.x, left.y, right.x - left.x, right.y - left.y, columns, sums)
    }
    const share = 1 / (rows * columns)
    for (let i = 0, to = 3 * width * y; i < sums.length; i++, to++) out[to] = sums[i] * share + 0.5
  }
  return { width, height, data: out }
}

function samplesFor(shrinking: number): number {
  return Math.max(1, Math.min(MOST_SAMPLES, Math.round(shrinking)))
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share
}

/** Adds the samples along one line of the picture, `columns` of them a pixel, to the sums of their pixels. */
function addRow(
  { width, height, data }: Pixels,
  x: number,
  y: number,
  acrossX: number,
  acrossY: number,
  columns: number,
  sums: Float32Array,
): void {
  const samples = (sums.length / 3) * columns
  const stepX = acrossX / samples
  const stepY = acrossY / samples
  const lastX = width - 1
  const lastY = height - 1
  for (let i = 0, column = 0, to = 0; i < samples; i++) {
    // a pixel's value is that of its centre
    const atX = Math.min(lastX, Math.max(0, x + (i + 0.5) * stepX - 0.5))
    const atY = Math.min(lastY, Math.max(0, y + (i + 0.5) * stepY - 0.5))
    const left = Math.trunc(atX)
    const top = Math.trunc(atY)
    const right = atX - left
    const bottom = atY - top
    const a = 3 * (top * width + left)
    const b = left < lastX ? a + 3 : a
    const below = top < lastY ? 3 * width : 0
    const weightA = (1 - right) * (1 - bottom)
    const weightB = right * (1 - bottom)
    const weightC = (1 - right) * bottom
    const weightD = right * bottom
    for (let c = 0; c < 3; c++) {
      sums[to + c] +=
        data[a + c] * weightA + data[b + c] * weightB + data[a + below + c] * weightC + data[b + below + c] * weightD
    }
    if (++column === columns) {
      column = 0
      to += 3
    }
  }
}
