import type { Turn } from '../picture/turn.ts'
import type { FoundLine } from './doubt.ts'

interface Point {
  x: number
  y: number
}

/** How lettering may be turned whose lines lie level. */
export const TURNS = ['half', 'mirror', 'water'] as const satisfies Turn[]

/**
 * Of a picture's lines and those of the same picture turned, each line as it was read better: lettering that stands
 * upright first, the other's boxes below the picture.
 */
export function betterRead(
  upright: FoundLine[],
  turned: FoundLine[],
  how: (typeof TURNS)[number],
  size: { width: number; height: number },
): FoundLine[] {
  const pairs = upright.map((line) => ({
    line,
    other: turned.find(({ box }) => isWithin(turnedBack(centre(box), how, size), line.box)),
  }))
  const worse = new Set(pairs.flatMap(({ line, other }) => (other && other.confidence > line.confidence ? line : [])))
  const beaten = new Set(pairs.flatMap(({ line, other }) => (other && !worse.has(line) ? other : [])))
  const better = turned.filter((line) => !beaten.has(line))
  const below = better.map((line) => ({ ...line, box: { ...line.box, y: line.box.y + size.height } }))
  return [...upright.filter((line) => !worse.has(line)), ...below]
}

function centre({ x, y, width, height }: FoundLine['box']): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

/** Each turn undoes itself. */
function turnedBack({ x, y }: Point, how: (typeof TURNS)[number], size: { width: number; height: number }): Point {
  return { x: how === 'water' ? x : size.width - x, y: how === 'mirror' ? y : size.height - y }
}

function isWithin({ x, y }: Point, box: FoundLine['box']): boolean {
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height
}
