import { MAX_PIXELS, type Pixels } from './pixels.ts'

/** A frame of an animation as a glance takes it in: GLANCE x GLANCE of its points, RGB on grey. */
export interface Glance {
  /** Among all frames, from 0. */
  frame: number
  points: Uint8Array
}

/** Points a side that two frames are compared by. */
export const GLANCE = 64
/** So many frames are glanced at, evenly spread. */
const MOST_GLANCES = 64
/** So many frames are judged: each costs as much as a picture. */
const MOST_FRAMES = 6
/** No more than these are decoded for glances: about three seconds' work. An animation is seen until there. */
const MOST_PIXELS = 400_000_000
/** Decoding a frame costs as much as so many pixels, however few it has: no file has more than 4,000 frames seen. */
const LEAST_COST = 100_000
/** A point that changes by less in all channels is dither or noise. */
const CHANGED = 48
/** From this share of changed points on a frame differs much (docs/experiments/frames.md). */
const DIFFERENT = 0.004

/** How many frames of so many pixels are judged: together no more than one picture may have, but for the first. */
export function mostFrames(pixels: number): number {
  return Math.max(1, Math.min(MOST_FRAMES, Math.floor(MAX_PIXELS / pixels)))
}

/** A glance at a whole frame, RGBA (straight alpha). */
export function glanceOf(frame: number, width: number, height: number, rgba: Uint8Array | Uint8ClampedArray): Glance {
  const points = new Uint8Array(3 * GLANCE ** 2)
  for (let i = 0; i < GLANCE ** 2; i++) {
    const x = Math.floor((((i % GLANCE) + 0.5) * width) / GLANCE)
    const y = Math.floor((Math.floor(i / GLANCE) + 0.5) * (height / GLANCE))
    const from = 4 * (y * width + x)
    // on grey both white and black letters show
    for (let c = 0; c < 3; c++) points[3 * i + c] = 128 + ((rgba[from + c] - 128) * rgba[from + 3]) / 255
  }
  return { frame, points }
}

/** Frames that are like the first or one before them, byte for byte, are judged once. */
export function withoutRepeats(first: Pixels, later: Pixels[]): Pixels[] {
  const kept = [first]
  for (const frame of later) if (!kept.some((other) => isSame(frame, other))) kept.push(frame)
  return kept.slice(1)
}

function isSame({ data: a }: Pixels, { data: b }: Pixels): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i])
}

/** The frames to glance at, of `count` frames of so many pixels: the first, the middle and the last are among them. */
export function framesToGlance(count: number, pixels: number): number[] {
  const seen = Math.max(1, Math.min(count, Math.floor(MOST_PIXELS / Math.max(LEAST_COST, pixels))))
  const last = seen - 1
  const glances = Math.min(seen, MOST_GLANCES)
  const spread = Array.from({ length: glances }, (_, i) => Math.round((i * last) / Math.max(1, glances - 1)))
  return [...new Set([...spread, last >> 1])].sort((a, b) => a - b)
}

/**
 * The frames to judge beside the first: the middle and the last one, then again and again the one that differs most
 * from all that were chosen, while it differs much. In order.
 */
export function framesToJudge(glances: Glance[], most: number): number[] {
  const [first, ...others] = glances
  const last = others.at(-1)
  if (!last || most < 2) return []
  const middle = glances.find(({ frame }) => frame >= last.frame >> 1) as Glance
  const chosen = [...new Set([first, last, middle])].slice(0, most)
  while (chosen.length < most) {
    const { glance, distance } = furthest(others, chosen)
    if (distance < DIFFERENT) break
    chosen.push(glance)
  }
  return chosen
    .slice(1)
    .map(({ frame }) => frame)
    .sort((a, b) => a - b)
}

/** The glance whose likest among `chosen` is least like it. */
function furthest(glances: Glance[], chosen: Glance[]): { glance: Glance; distance: number } {
  const distances = glances.map((glance) => Math.min(...chosen.map((other) => changedShare(glance, other))))
  const distance = Math.max(...distances)
  return { glance: glances[distances.indexOf(distance)], distance }
}

/** The share of points that differ. */
function changedShare({ points: a }: Glance, { points: b }: Glance): number {
  let changed = 0
  for (let i = 0; i < a.length; i += 3) {
    const change = Math.max(Math.abs(a[i] - b[i]), Math.abs(a[i + 1] - b[i + 1]), Math.abs(a[i + 2] - b[i + 2]))
    if (change >= CHANGED) changed++
  }
  return (3 * changed) / a.length
}
