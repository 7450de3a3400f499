import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Answer, MessageName, Payload, PictureReport } from '../src/extension/protocol.ts'
import type { Browser, BrowserName, LaunchOptions, Page } from './browsers/browser.ts'
import { launchChromium } from './browsers/chromium.ts'
import { launchFirefox } from './browsers/firefox.ts'

export type { Browser, BrowserName, LaunchOptions, Page }

/** Allows a copy of the extension on more hosts, by match patterns. */
export function allowHosts(folder: string, ...patterns: string[]): void {
  const path = join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  manifest.host_permissions.push(...patterns)
  writeFileSync(path, JSON.stringify(manifest))
}

/** Copies the built extension, and allows it on the loopback address, where the demo feed and the tests' pages are. */
function copyForLoopback(built: string, folder: string): void {
  cpSync(built, folder, { recursive: true })
  allowHosts(folder, 'http://127.0.0.1/*')
}

/** The background registers the content script right after the installation: pages opened before that have none. */
async function untilRegistered(browser: Browser): Promise<void> {
  const popup = await browser.extensionPage()
  for (let i = 0; i < 100; i++) {
    if ((await popup.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length)) > 0) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await popup.close()
}

/** It opens after an installation, before the background registers anything. */
async function closeWelcome(browser: Browser): Promise<void> {
  const popup = await browser.extensionPage()
  await popup.evaluate(async () => {
    const tabs = await chrome.tabs.query({})
    const welcome = tabs.filter((tab) => (tab.url ?? tab.pendingUrl)?.endsWith('/welcome.html'))
    await chrome.tabs.remove(welcome.flatMap(({ id }) => id ?? []))
  })
  await popup.close()
}

/** A browser with a copy of dist/<name> installed; `reload` copies and installs what is built by then. */
export async function launch(name: BrowserName, options: LaunchOptions = {}): Promise<Browser> {
  const { home } = options
  const extension = home ? join(home, 'extension') : mkdtempSync(join(tmpdir(), `memeveil-${name}-`))
  const copy = async () => {
    copyForLoopback(options.built ?? `dist/${name}`, extension)
    await options.prepare?.(extension)
  }
  await copy()
  const browser = await (name === 'chrome' ? launchChromium(extension, options) : launchFirefox(extension, options))
  await untilRegistered(browser)
  if (!options.welcome) await closeWelcome(browser)
  return {
    ...browser,
    async reload() {
      await copy()
      await browser.reload()
      await untilRegistered(browser)
    },
    async close() {
      await browser.close()
      if (!home) rmSync(extension, { recursive: true, force: true })
    },
  }
}

/** Sends a message to the content script of the tab whose address starts with `address`, from an extension page. */
function askTab<N extends MessageName>(popup: Page, address: string, name: N, payload: Payload<N>): Promise<Answer<N>> {
  return popup.evaluate(
    async ({ address, message }) => {
      const tabs = await chrome.tabs.query({})
      const tab = tabs.find((t) => t.url?.startsWith(address))
      if (tab?.id === undefined) throw new Error(`no tab at ${address}`)
      return chrome.tabs.sendMessage(tab.id, message, { frameId: 0 })
    },
    { address, message: { name, payload } },
  ) as Promise<Answer<N>>
}

/** The page's pictures as the popup sees them, once `ready` accepts them; throws after `limitMs`. */
export async function waitForReport(
  popup: Page,
  address: string,
  ready: (pictures: PictureReport[]) => boolean,
  limitMs: number,
): Promise<PictureReport[]> {
  const end = Date.now() + limitMs
  let last: PictureReport[] = []
  while (Date.now() < end) {
    last = await askTab(popup, address, 'popup-to-content: report-page', {}).catch(() => last)
    if (ready(last)) return last
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  const states = last.map((p) => [p.address.slice(-30), p.state, p.reason])
  throw new Error(`pictures still not ready after ${limitMs} ms: ${JSON.stringify(states)}`)
}
