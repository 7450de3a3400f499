import type { LineReading } from '../platform.ts'
import { isAside, nameOf } from './asides.ts'
import { type Placed, readingBlocks } from './blocks.ts'
import type { Box } from './box.ts'
import type { Reading } from './reading.ts'

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

/**
 * Joins the lines that were read into one text, block by block, and sets aside what is nobody's words; confidence is
 * the mean over lines weighted by their length.
 */
export function joinLines(found: (LineReading & Placed)[]): Omit<Reading, 'lettering'> {
  const kept = found.filter((line) => line.text !== '').map(withoutFrame)
  const aside = kept.filter((line) => isAside(line.text)).map((line) => ({ line, name: nameOf(line.text) }))
  const said = kept.filter((line) => !aside.some((one) => one.line === line))
  const names = aside.filter(({ name }) => name !== '').map(({ line, name }) => ({ ...line, text: name }))
  const paragraphs = textsOf(readingBlocks(said))
  const named = names.length > 0 ? textsOf(readingBlocks([...said, ...names])) : paragraphs
  const text = named.flat().join(' ')
  const asides = aside.filter(({ name }) => name === '').map(({ line }) => line.text)
  const characters = said.reduce((sum, line) => sum + line.text.length, 0)
  const sure = said.reduce((sum, line) => sum + line.confidence * line.text.length, 0)
  return { text, paragraphs, named, asides, confidence: said.length === 0 ? null : sure / characters }
}

function textsOf(blocks: Placed[][]): string[][] {
  return blocks.map((block) => block.map((line) => line.text))
}

/** Letters are hardly higher than so many times their width: what is higher is the sign that they stand on. */
const MOST_SLENDER = 3

/** A line as if no frame were around it, which is read as bars and makes its box higher. */
function withoutFrame<T extends LineReading & Placed>(line: T): T {
  const text = line.text.replace(/^\|(.+)\|$/, '$1')
  const height = Math.min(line.height, (MOST_SLENDER * line.box.width) / text.length)
  return { ...line, text, height }
}
