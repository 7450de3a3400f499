import browser from 'webextension-polyfill'
import { oneByOne } from '../one-by-one.ts'
import { sendToFrames } from '../protocol.ts'
import type { Settings } from '../settings.ts'
import { scriptsFor } from './scripts.ts'

/** Where the extension may run: the hosts it was granted, the manifest's and those that the user added. */
async function grantedHosts(): Promise<string[]> {
  return (await browser.permissions.getAll()).origins ?? []
}

/** Firefox alone lets registered stylesheets be the user's, which no site's style beats. */
const isFirefox = () => browser.runtime.getURL('').startsWith('moz-extension:')

/** Keeps the content script registered as the settings want it. */
export interface Registration {
  /** True where it runs on other pages than before. */
  apply(settings: Settings): Promise<boolean>
}

/**
 * Registers the content script, and where it is "cover first" the stylesheet that blurs before first paint. Registered
 * rather than listed in the manifest, because only so a switched-off site never sees the cover flash.
 */
export function createRegistration(): Registration {
  const inTurn = oneByOne()
  return { apply: (settings) => inTurn(() => replace(settings)) }
}

/** The package's types know neither `matchOriginAsFallback` nor `cssOrigin`, and want a list of scripts. */
type Registered = browser.Scripting.RegisteredContentScript

async function replace(settings: Settings): Promise<boolean> {
  const granted = await grantedHosts()
  const before = await pages()
  if (!settings.enabled || granted.length === 0) await browser.scripting.unregisterContentScripts()
  else await put(scriptsFor(settings, granted, isFirefox()) as Registered[])
  return (await pages()) !== before
}

async function pages(): Promise<string> {
  const [content] = await browser.scripting.getRegisteredContentScripts({ ids: ['content'] })
  return JSON.stringify([content?.matches, content?.excludeMatches])
}

/** Updated in place: a page that loads while there is no script would stay unchecked. */
async function put(scripts: Registered[]): Promise<void> {
  const known = (await browser.scripting.getRegisteredContentScripts()).map(({ id }) => id)
  const ids = known.filter((id) => scripts.every((script) => script.id !== id))
  if (ids.length > 0) await browser.scripting.unregisterContentScripts({ ids })
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

/** Tells open pages without a reload: that more hosts may be asked from now on, or that another head judges. */
export async function tellOpenTabs(
  name: 'background-to-content: access-added' | 'background-to-content: head-changed',
): Promise<void> {
  const tabs = await browser.tabs.query({ url: await grantedHosts() })
  for (const { id } of tabs) if (id !== undefined) await sendToFrames(id, name, {})
}
