import type { LineReading } from '../platform.ts'
import type { Box } from './box.ts'

/** Two boxes stand on one row when their centres are closer than this share of the lower one's height. */
const SAME_ROW = 0.5

/** Boxes in reading order: rows from the top, each from the left. */
export function readingOrder(boxes: Box[]): Box[] {
  const center = (box: Box) => box.y + box.height / 2
  const rows: Box[][] = []
  for (const box of [...boxes].sort((a, b) => center(a) - center(b))) {
    const row = rows.at(-1)
    const sameRow = row?.some(
      (other) => Math.abs(center(box) - center(other)) < SAME_ROW * Math.min(box.height, other.height),
    )
    if (row && sameRow) row.push(box)
    else rows.push([box])
  }
  return rows.flatMap((row) => row.sort((a, b) => a.x - b.x))
}

/** Joins the lines that were read into one text; confidence is the mean over lines weighted by their length. */
export function joinLines(lines: LineReading[]): { text: string; confidence: number | null } {
  const kept = lines.filter((line) => line.text !== '')
  if (kept.length === 0) return { text: '', confidence: null }
  const characters = kept.reduce((sum, line) => sum + line.text.length, 0)
  const confidence = kept.reduce((sum, line) => sum + line.confidence * line.text.length, 0) / characters
  return { text: kept.map((line) => line.text).join(' '), confidence }
}
