import { storage } from '@wxt-dev/storage'
import browser from 'webextension-polyfill'
import { inTurn } from './in-turn.ts'
import { sendToFrames } from './protocol.ts'

/** Times in milliseconds since 1970. */
export interface Pauses {
  everywhere: number | null
  tabs: Record<number, number>
}

/** Until the tab closes, or the browser: it forgets pauses when it ends. */
export const ENDLESS = Number.MAX_SAFE_INTEGER
/** Of a pause with an end: one that ends later than that was begun before the clock was set back. */
const LONGEST_MS = 60 * 60_000

const none: Pauses = { everywhere: null, tabs: {} }
const item = storage.defineItem<Pauses>('session:pauses', { fallback: none })

export const loadPauses = () => item.getValue()
export const watchPauses = (onChange: (pauses: Pauses) => void) => item.watch((pauses) => onChange(pauses ?? none))

/** Until when nothing is done in a tab; null where it isn't paused now. */
export function pausedUntil({ everywhere, tabs }: Pauses, tab: number, now = Date.now()): number | null {
  const until = Math.max(everywhere ?? 0, tabs[tab] ?? 0)
  return until === ENDLESS || (until > now && until - now <= LONGEST_MS) ? until : null
}

/** One change after the other, so that each builds on the one before, and tabs hear of them in that order. */
function change(work: (pauses: Pauses) => Pauses): Promise<void> {
  return inTurn('pauses', async () => {
    const before = await loadPauses()
    const pauses = work(before)
    if (pauses === before) return
    await item.setValue(pauses)
    for (const { id } of await browser.tabs.query({})) {
      if (id !== undefined) void sendToFrames(id, 'extension-to-content: paused', { until: pausedUntil(pauses, id) })
    }
  })
}

function withoutTab({ tabs }: Pauses, tab: number): Pauses['tabs'] {
  const { [tab]: _, ...others } = tabs
  return others
}

/** All tabs, for so many milliseconds. */
export function pauseEverywhere(ms: number): Promise<void> {
  return change((pauses) => ({ ...pauses, everywhere: Math.min(ENDLESS, Date.now() + ms) }))
}

export function pauseTab(tab: number): Promise<void> {
  return change((pauses) => ({ ...pauses, tabs: { ...pauses.tabs, [tab]: ENDLESS } }))
}

/** Ends what pauses a tab: where all tabs are paused, in all of them. */
export function resume(tab: number): Promise<void> {
  return change((pauses) => ({ everywhere: null, tabs: withoutTab(pauses, tab) }))
}

/** A tab's number may be given again. */
export function forgetTab(tab: number): Promise<void> {
  return change((pauses) => (tab in pauses.tabs ? { ...pauses, tabs: withoutTab(pauses, tab) } : pauses))
}
