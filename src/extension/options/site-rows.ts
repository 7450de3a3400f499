import type { Message } from '../../core/say.ts'
import { MOST_ENTRIES, MOST_ENTRY } from '../settings.ts'
import { type SiteEntry, siteEntry } from '../site-name.ts'

/** The name of a whole site that a person typed; null where it is none. */
export function typedSite(text: string): string | null {
  const entry = siteEntry(text)
  return entry === null || entry.includes('/') ? null : entry
}

/** A list, or what is wrong with it; with any error nothing of it is to be used. */
type Read = { entries: SiteEntry[] } | { errors: Message[] }

/** A list as it was edited from what it was before, with what was added or taken away elsewhere meanwhile. */
export function merged(before: SiteEntry[], now: SiteEntry[], edited: SiteEntry[]): SiteEntry[] {
  const [was, is] = [new Set(before), new Set(now)]
  const kept = edited.filter((entry) => is.has(entry) || !was.has(entry))
  return [...new Set([...kept, ...now.filter((entry) => !was.has(entry))])]
}

/** The same, read from a text; more entries than fit are an error. */
export function readList(before: SiteEntry[], now: SiteEntry[], text: string): Read {
  const read = readLines(text)
  if ('errors' in read) return read
  const entries = merged(before, now, read.entries)
  return entries.length > MOST_ENTRIES ? { errors: [['listFull', { most: MOST_ENTRIES }]] } : { entries }
}

/** Entries of a list, one a line; empty lines and repetitions go. Lines count from 1. */
export function readLines(text: string): Read {
  const lines = text.split('\n').map((line, i) => ({ line: i + 1, text: line.trim(), entry: siteEntry(line) }))
  const written = lines.filter((line) => line.text !== '')
  const errors = written.flatMap(({ line, text, entry }): Message[] => {
    if (Math.max(text.length, entry?.length ?? 0) > MOST_ENTRY) return [['lineTooLong', { line, most: MOST_ENTRY }]]
    return entry === null ? [['lineError', { line, text }]] : []
  })
  if (errors.length > 0) return { errors }
  return { entries: [...new Set(written.flatMap(({ entry }) => entry ?? []))] }
}
