import type { LineReading } from '../platform.ts'
import type { Box } from './box.ts'

/** A line that was found, and what was read in it. */
export interface FoundLine extends LineReading {
  box: Box
  /** Of its crop: a turned line's box has other sides. */
  width: number
  height: number
}

/** Readings below this, or of a single letter, are texture taken for lettering. */
const NOISE = 0.45
/** Of 1,900 lines of real memes one in fifty is read with less; of turned lines all but one in fourteen. */
const CLEAR = 0.85
/** Boxes that are not much wider than high are texture more often than lettering. */
const LEAST_WIDTH = 1.5
/** Lettering weighs as much as it is wide, in its own heights: about half its letters. Less than this is a scrap. */
const LEAST_WEIGHT = 6
/** From this share of doubtful lettering on other orientations are tried, and that from which on it is unreadable. */
const TRIED_FROM = 0.25
const UNREADABLE_FROM = 0.5
/** As many letters that stand alone are stacked, if the lines have less than twice as many. */
const LEAST_STACKED = 6
const CLEAR_LETTER = 0.75

export function isLettering({ text, confidence }: LineReading): boolean {
  return confidence >= NOISE && letters(text).length > 1
}

export function isDoubtful({ text, confidence }: LineReading): boolean {
  return confidence < CLEAR || letters(text) === ''
}

/** Whether the lines stand on their ends: the picture lies on its side. */
export function standsOnEnd(boxes: Box[]): boolean {
  const onEnd = boxes.filter(({ width, height }) => height > LEAST_WIDTH * width)
  return isMost(weigh(onEnd), weigh(boxes), UNREADABLE_FROM)
}

/** Whether so much is read badly that the lettering may be turned. */
export function mayBeTurned(lines: FoundLine[]): boolean {
  return isMost(weigh(lines.filter(isDoubtful)), weigh(lines), TRIED_FROM)
}

/** Whether most of the lettering was not read: badly, or as letters that stand one upon the other. */
export function isUnreadable(lines: FoundLine[]): boolean {
  if (isMost(weigh(lines.filter(isDoubtful)), weigh(lines), UNREADABLE_FROM)) return true
  const alone = lines.filter(({ text, confidence }) => letters(text).length === 1 && confidence >= CLEAR_LETTER)
  const inLines = lines.filter(isLettering).reduce((sum, { text }) => sum + letters(text).length, 0)
  return alone.length >= LEAST_STACKED && 2 * alone.length > inLines
}

export function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** The length of all lines, each in its letters' heights; what is hardly a line weighs nothing. */
export function weigh(lines: { width: number; height: number }[]): number {
  const lengths = lines.map(({ width, height }) => Math.max(width, height) / Math.max(1, Math.min(width, height)))
  return lengths.reduce((sum, length) => sum + (length >= LEAST_WIDTH ? length : 0), 0)
}

function isMost(part: number, whole: number, share: number): boolean {
  return part >= LEAST_WEIGHT && part >= share * whole
}
