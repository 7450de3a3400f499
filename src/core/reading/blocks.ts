import type { Box } from './box.ts'

/** What is put in order: a line, or a part of one, and how high it is, in the same pixels. */
export interface Placed {
  text: string
  box: Box
  height: number
}

/** Sides of a rectangle around lines. */
interface Sides {
  left: number
  right: number
  top: number
  bottom: number
}

/** Lines that belong together, in reading order. */
interface Block<T extends Placed> extends Sides {
  lines: T[]
  /** The middle one of its lines'. */
  height: number
  /** Of its letters, by height and width: around small ones the detector leaves more room above and below. */
  size: number
}

/** Two boxes stand on one row when their centres are closer than this share of the lower one's height. */
const SAME_ROW = 0.5
/** Parts of a row belong together up to this gap, lines of a paragraph up to that one; both in letters' heights. */
const GAP_IN_ROW = 1.5
const GAP_IN_PARAGRAPH = 0.5
/** Letters are of one size up to this ratio: boxes of the same size differ by their letters' ups and downs. */
const ONE_SIZE = 1.5
/** A short word may have no letter that goes up or down at all. */
const ONE_SIZE_IN_ROW = 2
/** Letters this much smaller than those around them don't belong to their sentence. */
const SMALLER = 0.67
/** And their boxes this much lower: the size of a few letters is uncertain. */
const LOWER = 0.85
/** Boxes are cut apart although they overlap by this share of their letters' height. */
const OVERLAP = 0.3

/**
 * Lines in blocks of one size, column and paragraph, the blocks in reading order: bands from the top, columns in each
 * from the left. What interrupts a sentence in larger letters comes after all else.
 */
export function readingBlocks<T extends Placed>(lines: T[]): T[][] {
  const blocks = paragraphs(rowsOf(lines))
  return uninterrupted(inBands(blocks)).map((block) => block.lines)
}

/** The parts of each row that belong together, from the left, as a block; rows from the top. */
function rowsOf<T extends Placed>(lines: T[]): Block<T>[] {
  const rows: Block<T>[] = []
  for (const line of [...lines].sort((a, b) => a.box.x - b.box.x || a.box.y - b.box.y)) {
    const own = blockOf([line])
    const found = rows.findIndex((row) => isSameRow(row, own))
    if (found < 0) rows.push(own)
    else rows[found] = blockOf([...rows[found].lines, line])
  }
  return rows.sort((a, b) => a.top - b.top || a.left - b.left)
}

function isSameRow(row: Block<Placed>, next: Block<Placed>): boolean {
  // the nearest part, not the whole row: a row may slant
  const last = blockOf([row.lines[row.lines.length - 1]])
  const off = Math.abs(last.top + last.bottom - next.top - next.bottom) / 2
  const least = Math.min(last.bottom - last.top, next.bottom - next.top)
  const isNear = next.left - last.right < GAP_IN_ROW * lower(last, next)
  return off < SAME_ROW * least && isNear && isOneSize(last, next, ONE_SIZE_IN_ROW)
}

/** Rows that stand closely one below the other, each the only one that does. */
function paragraphs<T extends Placed>(rows: Block<T>[]): Block<T>[] {
  const below = rows.map((row) =>
    nearest(
      rows.filter((other) => follows(row, other)),
      follows,
    ),
  )
  const above = rows.map((row) =>
    nearest(
      rows.filter((other) => follows(other, row)),
      (a, b) => follows(b, a),
    ),
  )
  const blocks: Block<T>[] = []
  const blockAt = new Map<Block<T>, number>()
  for (const [i, row] of rows.entries()) {
    const [upper] = above[i]
    const isNext = above[i].length === 1 && below[rows.indexOf(upper)].length === 1 && isOneSize(upper, row)
    const at = isNext ? (blockAt.get(upper) as number) : blocks.length
    blocks[at] = isNext ? blockOf([...blocks[at].lines, ...row.lines]) : row
    blockAt.set(row, at)
  }
  return blocks
}

/** Those that no other one stands before. */
function nearest<T extends Placed>(rows: Block<T>[], comesBefore: (a: Block<T>, b: Block<T>) => boolean): Block<T>[] {
  return rows.filter((row) => !rows.some((other) => other !== row && comesBefore(other, row)))
}

/** Whether `next` stands closely below `row`. */
function follows(row: Block<Placed>, next: Block<Placed>): boolean {
  const gap = next.top - row.bottom
  const isBelow = next.top + next.bottom > row.top + row.bottom && gap > -0.5 * lower(row, next)
  const overlap = Math.min(row.right, next.right) - Math.max(row.left, next.left)
  return isBelow && gap < GAP_IN_PARAGRAPH * lower(row, next) && overlap > 0
}

/**
 * Bands from the top, each in columns from the left, these again in bands: the recursive cut of Nagy and Seth
 * (Hierarchical representation of optically scanned documents, 1984).
 */
function inBands<T extends Placed>(blocks: Block<T>[]): Block<T>[] {
  const bands = cut(blocks, 'top', 'bottom')
  if (bands.length > 1) return bands.flatMap((band) => inBands(band))
  const columns = cut(blocks, 'left', 'right')
  if (columns.length > 1) return columns.flatMap((column) => inBands(column))
  return blocks
}

/** Blocks parted where none crosses a line between them. */
function cut<T extends Placed>(blocks: Block<T>[], from: 'top' | 'left', to: 'bottom' | 'right'): Block<T>[][] {
  const parts: Block<T>[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const block of [...blocks].sort((a, b) => a[from] - b[from])) {
    if (block[from] > end - OVERLAP * block.height) parts.push([])
    parts[parts.length - 1].push(block)
    end = Math.max(end, block[to])
  }
  return parts
}

/** Smaller blocks amid those in whose size most is written come last: a sentence goes on over them. */
function uninterrupted<T extends Placed>(blocks: Block<T>[]): Block<T>[] {
  const alike = (block: Block<T>) =>
    blocks.filter(({ size }) => Math.max(size, block.size) <= ONE_SIZE * Math.min(size, block.size))
  const most = blocks.map(alike).reduce((a, b) => (lettersOf(b) > lettersOf(a) ? b : a), [])
  const amid = blocks.slice(blocks.indexOf(most[0]), blocks.indexOf(most[most.length - 1]))
  const isSmall = ({ size, height }: Block<T>) =>
    most.every((block) => size < SMALLER * block.size && height < LOWER * block.height)
  const last = new Set(amid.filter(isSmall))
  return [...blocks.filter((block) => !last.has(block)), ...last]
}

function lettersOf(blocks: Block<Placed>[]): number {
  return blocks.flatMap(({ lines }) => lines).reduce((sum, { text }) => sum + text.length, 0)
}

function blockOf<T extends Placed>(lines: T[]): Block<T> {
  return {
    lines,
    height: middleOf(lines.map(({ height }) => height)),
    size: middleOf(lines.map(({ text, box, height }) => Math.sqrt((height * box.width) / Math.max(1, text.length)))),
    left: Math.min(...lines.map(({ box }) => box.x)),
    right: Math.max(...lines.map(({ box }) => box.x + box.width)),
    top: Math.min(...lines.map(({ box }) => box.y)),
    bottom: Math.max(...lines.map(({ box }) => box.y + box.height)),
  }
}

function isOneSize(a: Block<Placed>, b: Block<Placed>, ratio = ONE_SIZE): boolean {
  return Math.max(a.height, b.height) <= ratio * lower(a, b)
}

function lower(a: Block<Placed>, b: Block<Placed>): number {
  return Math.min(a.height, b.height)
}

function middleOf(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1]
}
