import type { Settings, SiteSettings } from '../settings.ts'
import { type SiteEntry, siteEntry } from '../site-name.ts'

type Sites = Settings['sites']

/** The sites with a change to one of them, which is added where it is new. What is undefined is as everywhere. */
export function withSite(sites: Sites, site: string, change: SiteSettings): Sites {
  const fields = Object.entries({ ...sites[site], ...change }).filter(([, value]) => value !== undefined)
  return { ...sites, [site]: Object.fromEntries(fields) }
}

export function withoutSite(sites: Sites, site: string): Sites {
  return Object.fromEntries(Object.entries(sites).filter(([name]) => name !== site))
}

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

/** Entries of a list, one a line; empty lines and repetitions go. With any error nothing of it is to be used. */
export function readLines(text: string): { entries: SiteEntry[] } | { errors: LineError[] } {
  const lines = text.split('\n').map((line, i) => ({ line: i + 1, text: line.trim(), entry: siteEntry(line) }))
  const written = lines.filter((line) => line.text !== '')
  const errors = written.filter(({ entry }) => entry === null).map(({ line, text }) => ({ line, text }))
  if (errors.length > 0) return { errors }
  return { entries: [...new Set(written.flatMap(({ entry }) => entry ?? []))] }
}
