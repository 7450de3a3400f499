import { signal } from '@preact/signals'
import browser from 'webextension-polyfill'
import { defaults, loadSettings, type Settings, watchSettings } from '../settings.ts'

/** The stored settings, followed live. */
export const settings = signal<Settings>(defaults)
loadSettings().then((loaded) => {
  settings.value = loaded
})
watchSettings((changed) => {
  settings.value = changed
})

/**
 * The page that the popup speaks of, with the match pattern of its site: the active tab, or the one named in the
 * popup's own address.
 */
export const page = signal<{ tab: number; host: string; path: string; pattern: string } | null>(null)

async function findPage(): Promise<void> {
  const named = new URLSearchParams(location.search).get('tab')
  const tab = named
    ? await browser.tabs.get(Number(named))
    : (await browser.tabs.query({ active: true, currentWindow: true }))[0]
  // without access to the page its address is hidden, and there is nothing to switch
  if (tab?.id === undefined || !tab.url?.startsWith('http')) return
  const { protocol, hostname, pathname } = new URL(tab.url)
  page.value = { tab: tab.id, host: hostname, path: pathname, pattern: `${protocol}//${hostname}/*` }
}
findPage()
