/**
 * Raised whenever the same picture may be seen or read differently: what is kept of an older version is read anew.
 */
export const READING_VERSION = 3

/** What a picture says: its lines joined in reading order. */
export interface Reading {
  text: string
  /** 0–1; null when there was nothing to read. */
  confidence: number | null
  lettering: 'read' | 'unreadable' | 'none'
}
