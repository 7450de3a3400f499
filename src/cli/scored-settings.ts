import { readFileSync } from 'node:fs'
import * as v from 'valibot'

/** All that a row's scores depend on but the row, by the option that says it. */
export type RunSettings = Record<string, string>

const Kept = v.record(v.string(), v.string())

/** The settings that a run has left; null where there are none to be read. */
export function readSettings(path: string): RunSettings | null {
  try {
    return v.parse(Kept, JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}

/** What another run was begun with, fit to show after "a run"; null where it is nothing else. */
export function differences(then: RunSettings | null, now: RunSettings): string | null {
  if (!then) return 'whose settings are not known'
  const other = Object.keys(now).filter((name) => then[name] !== now[name])
  if (other.length === 0) return null
  const told = other.map((name) => `${name} (${then[name] ?? 'unknown'} then, ${now[name]} now)`)
  return `with another ${told.join(' and another ')}`
}
