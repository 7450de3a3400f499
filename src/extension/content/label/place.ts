import { type Point, seenAt, visibleBox } from './visible.ts'

export interface Size {
  width: number
  height: number
}

type ShadowOf = (element: Element) => ShadowRoot | null

/**
 * Where in its box a label is tried, as shares of the room that there is: on the picture, and in a container's corners.
 */
const ON_PICTURE = [
  [0.5, 0.5],
  [0.5, 0],
  [0.5, 1],
  [0, 0.5],
  [1, 0.5],
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
]
const IN_CORNER = [
  [1, 0],
  [0, 0],
  [1, 1],
  [0, 1],
  [0.5, 0.5],
  [0.5, 1],
]
const MARGIN = 4

/** A label's corner, and the room it may fill. */
export interface Place extends Point {
  room: Size
}

/**
 * Where a label of `size` stands within the part of `anchor` that is seen, so that it lies over nothing else that the
 * page shows; null where there is no such place. `whole` is a picture, else the anchor is a container with content of
 * its own.
 */
export function placeOf(anchor: Element, size: Size, whole: boolean, shadowOf: ShadowOf): Place | null {
  const box = visibleBox(anchor)
  if (!box) return null
  const room = { width: Math.max(0, box.width - 2 * MARGIN), height: Math.max(0, box.height - 2 * MARGIN) }
  const width = Math.min(size.width, room.width)
  const height = Math.min(size.height, room.height)
  for (const [across, down] of whole ? ON_PICTURE : IN_CORNER) {
    const x = box.x + MARGIN + (room.width - width) * across
    const y = box.y + MARGIN + (room.height - height) * down
    if (pointsOf(x, y, width, height).every((point) => isOpenAt(anchor, point, shadowOf))) return { x, y, room }
  }
  return null
}

/** Middle and both ends. */
function pointsOf(x: number, y: number, width: number, height: number): Point[] {
  return [0.5, 0.1, 0.9].map((across) => ({ x: x + width * across, y: y + height / 2 }))
}

/** Whether the anchor is what is seen at a point, and not something that lies over it. */
export function isOpenAt(anchor: Element, point: Point, shadowOf: ShadowOf): boolean {
  const seen = seenAt(point, shadowOf)
  // an ancestor paints where the anchor itself takes no pointer, and then nothing lies between them
  return seen === null || seen === anchor || holds(seen, anchor)
}

/** Whether `outer` contains `inner`, also across shadow roots. */
export function holds(outer: Element, inner: Element): boolean {
  for (let up: Node | null = inner; up; up = up instanceof ShadowRoot ? up.host : up.parentNode) {
    if (up === outer) return true
  }
  return false
}
