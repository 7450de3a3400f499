import browser from 'webextension-polyfill'
import type { Settings } from '../settings.ts'

/** Where the extension may run: the hosts it was granted, the manifest's and those that the user added. */
async function grantedHosts(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? []
}

/** A site that is off gets neither script nor stylesheet from its next load on. */
function exclusions(settings: Settings): string[] {
  return settings.offSites.flatMap((host) => [`*://${host}/*`, `*://*.${host}/*`])
}

let last = Promise.resolve()

/**
 * Registers the content script, and with "cover first" the stylesheet that blurs before first paint. Registered rather
 * than listed in the manifest, because only so a switched-off site never sees the cover flash.
 */
export function register(settings: Settings): Promise<void> {
  last = last.then(() => replace(settings))
  return last
}

async function replace(settings: Settings): Promise<void> {
  await browser.scripting.unregisterContentScripts()
  const matches = await grantedHosts()
  if (!settings.enabled || matches.length === 0) return
  const css = ['cover/veil.css', ...(settings.coverFirst && settings.effect === 'blur' ? ['cover/first.css'] : [])]
  const excludeMatches = exclusions(settings)
  await browser.scripting.registerContentScripts([
    { id: 'content', js: ['content.js'], css, matches, ...(excludeMatches.length > 0 && { excludeMatches }), runAt: 'document_start', allFrames: true },
  ])
}

/** Pages that were open before the extension are looked at without a reload. */
export async function injectIntoOpenTabs(): Promise<void> {
  const tabs = await browser.tabs.query({ url: await grantedHosts() })
  for (const { id } of tabs) {
    if (id === undefined) continue
    const target = { tabId: id, allFrames: true }
    try {
      await browser.scripting.insertCSS({ target, files: ['cover/veil.css'] })
      await browser.scripting.executeScript({ target, files: ['content.js'] })
    } catch {
      // a page that no extension may touch (a store, a browser's own page)
    }
  }
}
