import { type Box, type Corners, distance, type Point } from './box.ts'

/** How likely each pixel belongs to a line's core (0–1), rows from the top. */
export interface LineMap {
  width: number
  height: number
  scores: Float32Array
}

/**
 * From which score on a pixel belongs to a line, and the least mean score of a line. Lower, lines that stand close
 * touch; .1 more or less of either costs up to .02 of the words that are read.
 */
const PIXEL = 0.5
const LINE = 0.6
/** The map shows lines' cores: a line is wider by this share of its area, a pixel of its outline. */
const UNCLIP = 1.4
/** In the map's pixels. */
const LEAST_AREA = 20
const LEAST_SIDE = 3
/** In the picture's. */
const LEAST_HEIGHT = 4

/** The lines of a map, as boxes in a picture of another size; their order is that of their first pixels. */
export function lineBoxes(map: LineMap, picture: { width: number; height: number }): { boxes: Box[]; traces: boolean } {
  const found = outlines(map)
  return { boxes: found.flatMap((outline) => lineBox(map, picture, outline) ?? []), traces: found.length > 0 }
}

function lineBox(map: LineMap, picture: { width: number; height: number }, outline: Point[]): Box | undefined {
  const box = smallestBox(outline)
  if (!box || Math.min(box.width, box.height) < LEAST_SIDE || meanScore(map, box) < LINE) return undefined
  const margin = (UNCLIP * box.width * box.height) / (2 * (box.width + box.height))
  return placeIn(picture, map, { ...box, width: box.width + 2 * margin, height: box.height + 2 * margin })
}

/** A rectangle that may be turned: `angle` is that of its width against the level. */
interface Rectangle {
  centre: Point
  width: number
  height: number
  angle: number
}

/** Of each group of touching pixels that is large enough, the corners of each row's first and last pixel. */
function outlines({ width, height, scores }: LineMap): Point[][] {
  const waiting = new Uint8Array(width * height)
  for (let i = 0; i < scores.length; i++) waiting[i] = scores[i] > PIXEL ? 1 : 0
  const stack = new Int32Array(width * height)
  const first = new Int32Array(height)
  const last = new Int32Array(height)
  const found: Point[][] = []
  for (let start = 0; start < waiting.length; start++) {
    if (!waiting[start]) continue
    first.fill(width)
    last.fill(-1)
    const area = flood(waiting, width, height, start, stack, first, last)
    if (area >= LEAST_AREA) found.push(rowEnds(first, last))
  }
  return found
}

/** Takes the group of `start` out of `waiting`, and notes where each of its rows begins and ends; returns its area. */
function flood(
  waiting: Uint8Array,
  width: number,
  height: number,
  start: number,
  stack: Int32Array,
  first: Int32Array,
  last: Int32Array,
): number {
  let area = 0
  let top = 0
  stack[top++] = start
  waiting[start] = 0
  while (top > 0) {
    const at = stack[--top]
    const y = Math.trunc(at / width)
    const x = at - y * width
    area++
    if (x < first[y]) first[y] = x
    if (x > last[y]) last[y] = x
    const toX = Math.min(width - 1, x + 1)
    const toY = Math.min(height - 1, y + 1)
    for (let nextY = Math.max(0, y - 1); nextY <= toY; nextY++) {
      for (let nextX = Math.max(0, x - 1); nextX <= toX; nextX++) {
        const next = nextY * width + nextX
        if (!waiting[next]) continue
        waiting[next] = 0
        stack[top++] = next
      }
    }
  }
  return area
}

function rowEnds(first: Int32Array, last: Int32Array): Point[] {
  const points: Point[] = []
  for (let y = 0; y < first.length; y++) {
    if (last[y] < 0) continue
    points.push({ x: first[y], y }, { x: last[y] + 1, y }, { x: first[y], y: y + 1 }, { x: last[y] + 1, y: y + 1 })
  }
  return points
}

/** The convex hull (Andrew's monotone chain). */
function hullOf(points: Point[]): Point[] {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y)
  const chain = (ordered: Point[]) => {
    const kept: Point[] = []
    for (const point of ordered) {
      while (kept.length >= 2 && turnsBack(kept[kept.length - 2], kept[kept.length - 1], point)) kept.pop()
      kept.push(point)
    }
    return kept.slice(0, -1)
  }
  return [...chain(sorted), ...chain(sorted.reverse())]
}

function turnsBack(a: Point, b: Point, c: Point): boolean {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x) <= 0
}

/** The smallest rectangle around points: one of its sides lies on their hull. */
export function smallestBox(points: Point[]): Rectangle | undefined {
  const hull = hullOf(points)
  let best: Rectangle | undefined
  for (let i = 0; i < hull.length; i++) {
    const next = hull[(i + 1) % hull.length]
    const box = boxAlong(hull, Math.atan2(next.y - hull[i].y, next.x - hull[i].x))
    if (!best || box.width * box.height < best.width * best.height) best = box
  }
  return best
}

function boxAlong(points: Point[], angle: number): Rectangle {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { x, y } of points) {
    const along = x * cos + y * sin
    const across = y * cos - x * sin
    left = Math.min(left, along)
    right = Math.max(right, along)
    top = Math.min(top, across)
    bottom = Math.max(bottom, across)
  }
  const along = (left + right) / 2
  const across = (top + bottom) / 2
  const centre = { x: along * cos - across * sin, y: along * sin + across * cos }
  return { centre, width: right - left, height: bottom - top, angle }
}

function cornersOfRectangle({ centre, width, height, angle }: Rectangle): Point[] {
  const cos = Math.cos(angle)
  const sin = Math.sin(angle)
  const corner = (along: number, across: number) => ({
    x: centre.x + (along * width * cos - across * height * sin) / 2,
    y: centre.y + (along * width * sin + across * height * cos) / 2,
  })
  return [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
}

/** The mean score of the pixels whose centres lie in a rectangle. */
function meanScore({ width, height, scores }: LineMap, box: Rectangle): number {
  const corners = cornersOfRectangle(box)
  const [left, right] = extent(corners.map(({ x }) => x))
  const [top, bottom] = extent(corners.map(({ y }) => y))
  const cos = Math.cos(box.angle)
  const sin = Math.sin(box.angle)
  let sum = 0
  let count = 0
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, Math.ceil(bottom)); y++) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, Math.ceil(right)); x++) {
      const toX = x + 0.5 - box.centre.x
      const toY = y + 0.5 - box.centre.y
      if (Math.abs(toX * cos + toY * sin) > box.width / 2 || Math.abs(toY * cos - toX * sin) > box.height / 2) continue
      sum += scores[y * width + x]
      count++
    }
  }
  return count > 0 ? sum / count : 0
}

function extent(values: number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)]
}

/** A rectangle of the map as a box of the picture; nothing where it is too small to be read. */
function placeIn(
  picture: { width: number; height: number },
  map: { width: number; height: number },
  rectangle: Rectangle,
): Box | undefined {
  const points = clockwise(
    cornersOfRectangle(rectangle).map(({ x, y }) => ({
      x: clamp(Math.round((x * picture.width) / map.width), picture.width),
      y: clamp(Math.round((y * picture.height) / map.height), picture.height),
    })),
  )
  const [topLeft, topRight, , bottomLeft] = points
  if (Math.min(distance(topLeft, topRight), distance(topLeft, bottomLeft)) < LEAST_HEIGHT) return undefined
  const [left, right] = extent(points.map(({ x }) => x))
  const [top, bottom] = extent(points.map(({ y }) => y))
  return { x: left, y: top, width: right - left, height: bottom - top, points }
}

function clamp(value: number, size: number): number {
  return Math.max(0, Math.min(size, value))
}

/** Corners in the order that `Corners` wants; the upper of the two left ones is the first. */
function clockwise(corners: Point[]): Corners {
  const [a, b, c, d] = [...corners].sort((first, second) => first.x - second.x)
  const [topLeft, bottomLeft] = a.y <= b.y ? [a, b] : [b, a]
  const [topRight, bottomRight] = c.y <= d.y ? [c, d] : [d, c]
  return [topLeft, topRight, bottomRight, bottomLeft]
}
