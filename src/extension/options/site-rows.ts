import { type SiteEntry, siteEntry } from '../site-name.ts'

/** The name of a whole site that a person typed; null where it is none. */
export function typedSite(text: string): string | null {
  const entry = siteEntry(text)
  return entry === null || entry.includes('/') ? null : entry
}

/** A line that names no site; lines count from 1. */
export interface LineError {
  line: number
  text: string
}

/** A list as it was edited from what it was before, with what was added or taken away elsewhere meanwhile. */
export function merged(before: SiteEntry[], now: SiteEntry[], edited: SiteEntry[]): SiteEntry[] {
  const [was, is] = [new Set(before), new Set(now)]
  const kept = edited.filter((entry) => is.has(entry) || !was.has(entry))
  return [...new Set([...kept, ...now.filter((entry) => !was.has(entry))])]
}

/** Entries of a list, one a line; empty lines and repetitions go. With any error nothing of it is to be used. */
export function readLines(text: string): { entries: SiteEntry[] } | { errors: LineError[] } {
  const lines = text.split('\n').map((line, i) => ({ line: i + 1, text: line.trim(), entry: siteEntry(line) }))
  const written = lines.filter((line) => line.text !== '')
  const errors = written.filter(({ entry }) => entry === null).map(({ line, text }) => ({ line, text }))
  if (errors.length > 0) return { errors }
  return { entries: [...new Set(written.flatMap(({ entry }) => entry ?? []))] }
}
