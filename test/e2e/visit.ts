import { afterAll, beforeAll } from 'vitest'
import { type Browser, type BrowserName, type LaunchOptions, launch, type Page } from '../../demo/browsers.ts'
import type { PictureReport } from '../../src/extension/protocol.ts'
import type { Settings } from '../../src/extension/settings.ts'

/** Of what must hold each time: a second try would hide that once it didn't. */
export const ONE_TRY = { retry: 0 }

/** What a browser with the extension visits, for all tests of a suite. */
interface Visit<S> {
  site: S
  browser: Browser
  popup: Page
  /** In front of the popup: Firefox hardly tells a hidden tab which of its pictures are near. */
  page: Page
}

/** Serves a site, and opens a page in a browser before the suite's first test; all of it ends after the last. */
export function useVisit<S extends { close(): unknown }>(
  name: BrowserName,
  serve: () => Promise<S>,
  optionsFor: (site: S) => LaunchOptions = () => ({}),
): Visit<S> {
  const visit = {} as Visit<S>
  beforeAll(async () => {
    visit.site = await serve()
    visit.browser = await launch(name, optionsFor(visit.site))
    visit.popup = await visit.browser.extensionPage()
    visit.page = await visit.browser.newPage()
  })
  afterAll(async () => {
    await visit.browser?.close()
    await visit.site?.close()
  })
  return visit
}

/** At least `n` pictures, and none of them still being checked. */
export const settled = (n: number) => (found: PictureReport[]) =>
  found.length >= n && found.every((p) => p.state !== 'checking')

/** Chooses in one of the popup's lists. */
export const choose = (popup: Page, setting: string, value: string) =>
  popup.evaluate(
    ({ setting, value }) => {
      const select = document.querySelector<HTMLSelectElement>(`select[name=${setting}]`) as HTMLSelectElement
      select.value = value
      select.dispatchEvent(new Event('change', { bubbles: true }))
    },
    { setting, value },
  )

/** Changes stored settings from an extension page, as the options do. */
export const changeSettings = (extensionPage: Page, change: Partial<Settings>) =>
  extensionPage.evaluate(async (change) => {
    const stored = await chrome.storage.local.get('settings')
    // without its version it would be taken for one of the first version
    await chrome.storage.local.set({ settings: { ...(stored.settings as object), ...change }, settings$: { v: 2 } })
  }, change)

export const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
