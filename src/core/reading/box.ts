export interface Point {
  x: number
  y: number
}

/** Corners from the top left one on, clockwise. */
export type Corners = [Point, Point, Point, Point]

/** Where a line is, in its picture's pixels. */
export interface Box {
  x: number
  y: number
  width: number
  height: number
  /** Of a line that doesn't lie level, its own corners. */
  points?: Corners
}

export function cornersOf({ x, y, width, height, points }: Box): Corners {
  if (points) return points
  return [
    { x, y },
    { x: x + width, y },
    { x: x + width, y: y + height },
    { x, y: y + height },
  ]
}

/** The shorter side of a box, which may stand on its end. */
export function lineHeight(box: Box): number {
  const [topLeft, topRight, bottomRight, bottomLeft] = cornersOf(box)
  const across = Math.max(distance(topLeft, topRight), distance(bottomLeft, bottomRight))
  return Math.min(across, Math.max(distance(topLeft, bottomLeft), distance(topRight, bottomRight)))
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}
