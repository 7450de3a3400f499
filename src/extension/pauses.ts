import { storage } from '@wxt-dev/storage'
import browser from 'webextension-polyfill'
import { sendToFrames } from './protocol.ts'

/** Times in milliseconds since 1970. */
export interface Pauses {
  everywhere: number | null
  tabs: Record<number, number>
}

/** Until the tab closes, or the browser: it forgets pauses when it ends. */
export const ENDLESS = Number.MAX_SAFE_INTEGER

const none: Pauses = { everywhere: null, tabs: {} }
const item = storage.defineItem<Pauses>('session:pauses', { fallback: none })

export const loadPauses = () => item.getValue()
export const watchPauses = (onChange: (pauses: Pauses) => void) => item.watch((pauses) => onChange(pauses ?? none))

/** Until when nothing is done in a tab; null where it isn't paused now. */
export function pausedUntil({ everywhere, tabs }: Pauses, tab: number, now = Date.now()): number | null {
  const until = Math.max(everywhere ?? 0, tabs[tab] ?? 0)
  return until > now ? until : null
}

async function change(pauses: Pauses): Promise<void> {
  await item.setValue(pauses)
  for (const { id } of await browser.tabs.query({})) {
    if (id !== undefined) void sendToFrames(id, 'extension-to-content: paused', { until: pausedUntil(pauses, id) })
  }
}

/** All tabs, for so many milliseconds. */
export async function pauseEverywhere(ms: number): Promise<void> {
  await change({ ...(await loadPauses()), everywhere: Math.min(ENDLESS, Date.now() + ms) })
}

export async function pauseTab(tab: number): Promise<void> {
  const pauses = await loadPauses()
  await change({ ...pauses, tabs: { ...pauses.tabs, [tab]: ENDLESS } })
}

/** Ends what pauses a tab: where all tabs are paused, in all of them. */
export async function resume(tab: number): Promise<void> {
  const { [tab]: _, ...tabs } = (await loadPauses()).tabs
  await change({ everywhere: null, tabs })
}

/** A tab's number may be given again. */
export async function forgetTab(tab: number): Promise<void> {
  const pauses = await loadPauses()
  if (!(tab in pauses.tabs)) return
  const { [tab]: _, ...tabs } = pauses.tabs
  await item.setValue({ ...pauses, tabs })
}
