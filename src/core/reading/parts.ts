import type { Pixels } from '../picture/pixels.ts'
import type { Box } from './box.ts'

/** A higher picture, in its widths, is looked at by parts: seen as a whole its letters would be too small. */
const MOST_HEIGHT = 4
/** How high parts are, and how far they overlap, in widths. A wide picture is never cut: its words would be. */
const HEIGHT = 2
const OVERLAP = 0.25
/** So many parts at most, which are higher then: a strip of one pixel's width would have half a million. */
const MOST_PARTS = 32

/** A part of a picture, and where it begins in it. */
export interface Part {
  pixels: Pixels
  y: number
}

/** A picture as it is, or, where it is very high, in parts from its top on. */
export function partsOf(picture: Pixels): Part[] {
  const { width, height, data } = picture
  if (height <= MOST_HEIGHT * width) return [{ pixels: picture, y: 0 }]
  const overlap = Math.round(OVERLAP * width)
  const count = Math.min(MOST_PARTS, Math.ceil((height - overlap) / (HEIGHT * width - overlap)))
  const most = Math.ceil((height + (count - 1) * overlap) / count)
  return Array.from({ length: count }, (_, i) => {
    const y = Math.min(i * (most - overlap), height - most)
    return { pixels: { width, height: most, data: data.subarray(3 * width * y, 3 * width * (y + most)) }, y }
  })
}

/** Boxes of each part, in the whole picture's pixels: of what two parts have in common each tells one half. */
export function joinParts(found: { part: Part; boxes: Box[] }[]): Box[] {
  return found.flatMap(({ part, boxes }, i) => {
    const from = i > 0 ? border(found[i - 1].part, part) : Number.NEGATIVE_INFINITY
    const to = i + 1 < found.length ? border(part, found[i + 1].part) : Number.POSITIVE_INFINITY
    const isOwn = ({ y, height }: Box) => y + height / 2 >= from && y + height / 2 < to
    return boxes.map((box) => lowered(box, part.y)).filter(isOwn)
  })
}

/** The middle of what two parts have in common. */
function border(upper: Part, lower: Part): number {
  return (upper.y + upper.pixels.height + lower.y) / 2
}

function lowered(box: Box, by: number): Box {
  const points = box.points?.map(({ x, y }) => ({ x, y: y + by })) as Box['points']
  return { ...box, y: box.y + by, ...(points && { points }) }
}
