import type { Pixels } from '../picture/pixels.ts'
import type { Box } from './box.ts'

/** A picture with sides of a larger ratio is looked at by parts: seen as a whole its letters would be too small. */
const MOST_RATIO = 4
/** How long parts are, and how far they overlap, in shorter sides. */
const LENGTH = 2
const OVERLAP = 0.25

/** A part of a picture, and where it begins in it. */
export interface Part {
  pixels: Pixels
  x: number
  y: number
}

/** A picture as it is, or, where it is very long, in parts from its top or left one on. */
export function partsOf(picture: Pixels): Part[] {
  const { width, height } = picture
  const [long, short] = [Math.max(width, height), Math.min(width, height)]
  if (long <= MOST_RATIO * short) return [{ pixels: picture, x: 0, y: 0 }]
  const overlap = Math.round(OVERLAP * short)
  const count = Math.ceil((long - overlap) / (LENGTH * short - overlap))
  const length = Math.ceil((long + (count - 1) * overlap) / count)
  return Array.from({ length: count }, (_, i) => {
    const from = Math.min(i * (length - overlap), long - length)
    return height === long ? cut(picture, 0, from, width, length) : cut(picture, from, 0, length, height)
  })
}

function cut({ width: rowLength, data }: Pixels, x: number, y: number, width: number, height: number): Part {
  const pixels = new Uint8Array(3 * width * height)
  for (let row = 0; row < height; row++) {
    const from = 3 * ((y + row) * rowLength + x)
    pixels.set(data.subarray(from, from + 3 * width), 3 * width * row)
  }
  return { pixels: { width, height, data: pixels }, x, y }
}

/** Boxes of each part, in the whole picture's pixels: of what two parts have in common each tells one half. */
export function joinParts(found: { part: Part; boxes: Box[] }[]): Box[] {
  return found.flatMap(({ part, boxes }, i) => {
    const [before, after] = [found[i - 1]?.part, found[i + 1]?.part]
    const isOwn = (box: Box) => (!before || isPast(box, before, part)) && (!after || !isPast(box, part, after))
    return boxes.map((box) => moved(box, part)).filter(isOwn)
  })
}

/** Whether a box's middle lies behind the middle of what two parts have in common. */
function isPast({ x, y, width, height }: Box, first: Part, second: Part): boolean {
  const isTall = second.y > first.y
  const end = isTall ? first.y + first.pixels.height : first.x + first.pixels.width
  const begin = isTall ? second.y : second.x
  return (isTall ? y + height / 2 : x + width / 2) >= (begin + end) / 2
}

function moved(box: Box, { x, y }: Part): Box {
  const points = box.points?.map((point) => ({ x: point.x + x, y: point.y + y })) as Box['points']
  return { ...box, x: box.x + x, y: box.y + y, ...(points && { points }) }
}
