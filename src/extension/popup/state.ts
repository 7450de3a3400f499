import { signal } from '@preact/signals'
import browser from 'webextension-polyfill'
import { loadPauses, type Pauses, watchPauses } from '../pauses.ts'
import { type Place, placeAt } from '../site-name.ts'
import { loaded } from '../ui/live-settings.ts'

export const pauses = signal<Pauses>({ everywhere: null, tabs: {} })
watchPauses((changed) => {
  pauses.value = changed
})

/** The page that the popup speaks of. */
export interface Page extends Place {
  tab: number
  address: string
  /** The match pattern of its site. */
  pattern: string
  isPrivate: boolean
}

/** The active tab's, or that of the tab which is named in the popup's own address. */
export const page = signal<Page | null>(null)

async function findPage(): Promise<Page | null> {
  const named = new URLSearchParams(location.search).get('tab')
  const tab = named
    ? await browser.tabs.get(Number(named))
    : (await browser.tabs.query({ active: true, currentWindow: true }))[0]
  // without access to the page its address is hidden, and there is nothing to switch
  if (tab?.id === undefined || !tab.url?.startsWith('http')) return null
  const { protocol, hostname } = new URL(tab.url)
  return {
    tab: tab.id,
    address: tab.url,
    ...placeAt(tab.url),
    pattern: `${protocol}//${hostname}/*`,
    isPrivate: tab.incognito,
  }
}

/** Reads what the first frame shows, so that nothing in it changes a moment later. */
export async function loadState(): Promise<void> {
  const [found, paused] = await Promise.all([findPage(), loadPauses(), loaded])
  page.value = found
  pauses.value = paused
}
