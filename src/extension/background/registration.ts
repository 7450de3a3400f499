import browser from 'webextension-polyfill'
import { sendToFrames } from '../protocol.ts'
import type { Settings } from '../settings.ts'

/** Where the extension may run: the hosts it was granted, the manifest's and those that the user added. */
async function grantedHosts(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? []
}

/** A site that is off gets neither script nor stylesheet from its next load on. */
function exclusions(settings: Settings): string[] {
  return settings.offSites.flatMap((host) => [`*://${host}/*`, `*://*.${host}/*`])
}

/** Firefox alone lets registered stylesheets be the user's, which no site's style beats. */
const isFirefox = () => browser.runtime.getURL('').startsWith('moz-extension:')

/** Keeps the content script registered as the settings want it. */
export interface Registration {
  apply(settings: Settings): Promise<void>
}

/**
 * Registers the content script, and with "cover first" the stylesheet that blurs before first paint. Registered rather
 * than listed in the manifest, because only so a switched-off site never sees the cover flash.
 */
export function createRegistration(): Registration {
  let last = Promise.resolve()
  return {
    apply(settings) {
      // one after the other, and one that failed holds up none
      last = last.catch(() => {}).then(() => replace(settings))
      return last
    },
  }
}

/** The package's types know neither `matchOriginAsFallback` nor `cssOrigin`. */
type Registered = browser.Scripting.RegisteredContentScript

async function replace(settings: Settings): Promise<void> {
  const matches = await grantedHosts()
  if (!settings.enabled || matches.length === 0) return browser.scripting.unregisterContentScripts()
  const { coverFirst, effect } = settings
  const css = coverFirst && effect !== 'badge' ? ['first.css'] : []
  const runAt = 'document_start' as const
  const shared = {
    matches,
    excludeMatches: exclusions(settings),
    runAt,
    allFrames: true,
    // frames that a page writes itself: about:blank, srcdoc, blob: and data:
    matchOriginAsFallback: true,
  }
  const content = { id: 'content', js: ['content.js'], css, ...shared, ...(isFirefox() && { cssOrigin: 'user' }) }
  const page = { id: 'page', js: ['page.js'], world: 'MAIN' as const, ...shared }
  await put((isFirefox() ? [content] : [page, content]) as Registered[])
}

/** Updated in place: a page that loads while there is no script would stay unchecked. */
async function put(scripts: Registered[]): Promise<void> {
  const known = (await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id)
  const [old, added] = [true, false].map((is) => scripts.filter(({ id }) => known.includes(id) === is))
  if (old.length > 0) await browser.scripting.updateContentScripts(old)
  if (added.length > 0) await browser.scripting.registerContentScripts(added)
}

/** Pages that were open before the extension are looked at without a reload. */
export async function injectIntoOpenTabs(): Promise<void> {
  const tabs = await browser.tabs.query({ url: await grantedHosts() })
  for (const { id } of tabs) {
    if (id === undefined) continue
    const target = { tabId: id, allFrames: true }
    try {
      await browser.scripting.executeScript({ target, files: ['content.js'] })
    } catch {
      // a page that no extension may touch (a store, a browser's own page)
    }
  }
}

/** Pictures of hosts that may be asked from now on are checked without a reload. */
export async function tellOpenTabs(): Promise<void> {
  const tabs = await browser.tabs.query({ url: await grantedHosts() })
  for (const { id } of tabs) if (id !== undefined) await sendToFrames(id, 'background-to-content: access-added', {})
}
