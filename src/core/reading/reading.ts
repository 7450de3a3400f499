/**
 * Raised whenever the same picture may be seen or read differently: what is kept of an older version is read anew.
 */
export const READING_VERSION = 4

/** What a picture says. */
export interface Reading {
  /** Its lines joined in reading order, names among them. */
  text: string
  /** Its lines, by the blocks in which they stand. */
  paragraphs: string[][]
  /** The same with lines that hold no more than user names or sites, where they stand. */
  named: string[][]
  /** Lines that are nobody's words and are not judged: dates, counters, watermarks; see `isAside`. */
  asides: string[]
  /** 0–1; null when there was nothing to read. */
  confidence: number | null
  lettering: 'read' | 'unreadable' | 'none'
}
