import { storage } from '@wxt-dev/storage'
import type { Level } from '../core/model/levels.ts'
import type { Effect } from './content/cover/stylesheet.ts'

/** A post's picture, all of it, or all of it folded to a line. */
export type Unit = 'picture' | 'post' | 'fold'

/** Defaults; the type and every page's controls follow from them. */
export const defaults = {
  enabled: true,
  /** Covered until judged, or shown until flagged. */
  coverFirst: true,
  effect: 'blur' as Effect,
  /** What is covered where a post is flagged, where the site's posts are known; elsewhere its picture. */
  unit: 'picture' as Unit,
  /** What happens to a picture that could not be judged, */
  unknown: 'cover' as 'cover' | 'show',
  /** and to one whose text is in another language than is judged. */
  foreign: 'show' as 'cover' | 'show',
  /** Sexual pictures are covered too: a signal of its own, apart from "offensive". */
  sexual: false,
  /** How readily is flagged, */
  level: 'balanced' as Level,
  /** unless from this probability on, whatever there is to judge by. */
  threshold: null as number | null,
  /** Pictures shown smaller than this, in CSS pixels, are left alone. */
  minimumSize: 64,
  /** Host names on which MemeVeil does nothing, subdomains included. */
  offSites: [] as string[],
}
export type Settings = typeof defaults

const item = storage.defineItem<Settings>('local:settings', { fallback: defaults, version: 1 })

/** Stored settings over the defaults, so that a setting added by an update has a value. */
export async function loadSettings(): Promise<Settings> {
  return { ...defaults, ...(await item.getValue()) }
}

export async function changeSettings(change: Partial<Settings>): Promise<void> {
  await item.setValue({ ...(await loadSettings()), ...change })
}

export function watchSettings(onChange: (settings: Settings) => void): () => void {
  return item.watch((value) => onChange({ ...defaults, ...value }))
}

/** True when `host` or a domain above it is in the list. */
export function isListed(list: string[], host: string): boolean {
  return list.some((entry) => host === entry || host.endsWith(`.${entry}`))
}
