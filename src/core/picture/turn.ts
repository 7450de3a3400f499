import type { Pixels } from './pixels.ts'

/** Turned a quarter against the clock or by half, seen in a mirror beside it or in water below it. */
export type Turn = 'quarter' | 'half' | 'mirror' | 'water'

/** Where a pixel of the turned picture comes from; `width` and `height` are those of the picture as it was. */
const SOURCES: Record<Turn, (x: number, y: number, width: number, height: number) => number> = {
  quarter: (x, y, width) => x * width + (width - 1 - y),
  half: (x, y, width, height) => (height - 1 - y) * width + (width - 1 - x),
  mirror: (x, y, width) => y * width + (width - 1 - x),
  water: (x, y, width, height) => (height - 1 - y) * width + x,
}

export function turn({ width, height, data }: Pixels, how: Turn): Pixels {
  const source = SOURCES[how]
  const size = how === 'quarter' ? { width: height, height: width } : { width, height }
  const out = new Uint8Array(data.length)
  for (let y = 0, to = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++, to += 3) {
      const from = 3 * source(x, y, width, height)
      out[to] = data[from]
      out[to + 1] = data[from + 1]
      out[to + 2] = data[from + 2]
    }
  }
  return { ...size, data: out }
}
