import { holds, type Point, seenAt } from './visible.ts'

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
export const MARGIN = 4
/** As high as a chip of one line is with its margins, or nearly: in less it has no margins. */
export const LEAST_HEIGHT = 28
/** A line of it is hardly less. */
const LEAST = 16

/** A label's corner, and the room it may fill. */
export interface Place extends Point {
  room: Size
}

/** The part of a picture's visible box that a label may fill; null where that is too low for a line. */
export function roomIn({ x, y, width, height }: DOMRect): DOMRect | null {
  if (height < LEAST || width < LEAST_HEIGHT) return null
  if (height < LEAST_HEIGHT) return new DOMRect(x, y, width, height)
  return new DOMRect(x + MARGIN, y + MARGIN, width - 2 * MARGIN, height - 2 * MARGIN)
}

/** Where a label may stand. */
interface Ground {
  room: DOMRect
  /** A picture, else a container with content of its own. */
  whole: boolean
}

/** Where a label of `size` lies on open points alone; null where there is no such place. */
export function placeOf({ room, whole }: Ground, size: Size, isOpen: (point: Point) => boolean): Place | null {
  const width = Math.min(size.width, room.width)
  const height = Math.min(size.height, room.height)
  for (const [across, down] of whole ? ON_PICTURE : IN_CORNER) {
    const x = room.x + (room.width - width) * across
    const y = room.y + (room.height - height) * down
    if (pointsOf(x, y, width, height).every(isOpen)) return { x, y, room }
  }
  return null
}

/** Middle and both ends. */
function pointsOf(x: number, y: number, width: number, height: number): Point[] {
  return [0.5, 0.1, 0.9].map((across) => ({ x: x + width * across, y: y + height / 2 }))
}

/** Whether the anchor is what is seen at a point, and not something that lies over it. */
export function isOpenAt(anchor: Element, point: Point, shadowOf: ShadowOf): boolean {
  const seen = seenAt(point, anchor, shadowOf)
  // an ancestor paints where the anchor itself takes no pointer, and then nothing lies between them
  return seen === null || seen === anchor || holds(seen, anchor)
}
