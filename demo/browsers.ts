import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import puppeteer, { type Page as FirefoxPage } from 'puppeteer-core'
import type { Answer, MessageName, Payload, PictureReport } from '../src/extension/protocol.ts'

const EXECUTABLES = { chrome: '/usr/bin/chromium', firefox: '/usr/bin/firefox-esr' } as const
export type BrowserName = keyof typeof EXECUTABLES

const POPUP = 'src/extension/popup/popup.html'
const FIREFOX_ID = 'memeveil@memeveil.example'
const FIREFOX_UUID = '5a1f0f5e-7f0b-4a77-9c55-3b8d2f6c1e01'
const VIEWPORT = { width: 1280, height: 900 }

/** One page of either browser, with the few calls that the demo and the tests need. */
export interface Page {
  goto(address: string): Promise<void>
  /** Runs a function in the page; it must not refer to anything outside itself. */
  evaluate<T, A = undefined>(work: (argument: A) => T | Promise<T>, argument?: A): Promise<T>
  screenshot(path: string): Promise<void>
  press(key: string): Promise<void>
  click(x: number, y: number): Promise<void>
  setFile(selector: string, path: string): Promise<void>
  close(): Promise<void>
}

/** A real browser with the extension installed. */
export interface Browser {
  name: BrowserName
  newPage(): Promise<Page>
  /**
   * An extension page, the popup unless another is named, from which the extension's API can be called. It comes in front, and
   * Firefox hardly tells a hidden tab which of its pictures are near: a page whose pictures matter is opened after it.
   */
  extensionPage(path?: string): Promise<Page>
  /** Chrome: stops the service worker, as the browser does when it likes; returns how many there were. */
  killWorker?(): Promise<number>
  /** Chrome: resolves when a person closes the window. */
  closed?: Promise<void>
  close(): Promise<void>
}

/** A copy of the built extension that is also allowed on the loopback address, where the demo feed and the tests' pages are. */
function allowOnLoopback(name: BrowserName): string {
  const folder = mkdtempSync(join(tmpdir(), `memeveil-${name}-`))
  cpSync(`dist/${name}`, folder, { recursive: true })
  const path = join(folder, 'manifest.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  manifest.host_permissions.push('http://127.0.0.1/*')
  writeFileSync(path, JSON.stringify(manifest))
  return folder
}

export interface LaunchOptions {
  headless?: boolean
  /** Chrome: WebGPU by SwiftShader, on the CPU. */
  webgpu?: boolean
  /** Port of a proxy on this machine that every request goes through, those to the loopback address too. */
  proxy?: number
  /** Changes the copy of the extension before it is installed. */
  prepare?(folder: string): Promise<void>
}

export async function launch(name: BrowserName, options: LaunchOptions = {}): Promise<Browser> {
  const extension = allowOnLoopback(name)
  await options.prepare?.(extension)
  const browser = await (name === 'chrome' ? launchChrome(extension, options) : launchFirefox(extension, options))
  const popup = await browser.extensionPage()
  // the background registers the content script right after the installation
  for (let i = 0; i < 100; i++) {
    if ((await popup.evaluate(async () => (await chrome.scripting.getRegisteredContentScripts()).length)) > 0) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await popup.close()
  return {
    ...browser,
    async close() {
      await browser.close()
      rmSync(extension, { recursive: true, force: true })
    },
  }
}

async function launchChrome(extension: string, { headless = true, webgpu, proxy }: LaunchOptions): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'memeveil-profile-'))
  const context = await chromium.launchPersistentContext(profile, {
    headless: false,
    executablePath: EXECUTABLES.chrome,
    viewport: VIEWPORT,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...(headless ? ['--headless=new'] : []),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(webgpu ? ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'] : []),
      ...(proxy ? [`--proxy-server=127.0.0.1:${proxy}`, '--proxy-bypass-list=<-loopback>'] : []),
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
      '--disable-background-networking',
      '--no-first-run',
    ],
  })
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
  const origin = worker.url().split('/', 3).join('/')
  async function newPage(): Promise<Page> {
    const page = await context.newPage()
    return {
      goto: async (address) => void (await page.goto(address, { waitUntil: 'load' })),
      evaluate: (work, argument) => page.evaluate(work as never, argument) as never,
      screenshot: async (path) => void (await page.screenshot({ path, fullPage: true })),
      press: (key) => page.keyboard.press(key),
      click: (x, y) => page.mouse.click(x, y),
      setFile: (selector, path) => page.setInputFiles(selector, path),
      close: () => page.close(),
    }
  }
  return {
    name: 'chrome',
    newPage,
    closed: new Promise((resolve) => context.once('close', () => resolve())),
    async extensionPage(path = POPUP) {
      const page = await newPage()
      await page.goto(`${origin}/${path}`)
      return page
    },
    async killWorker() {
      const cdp = await context.browser()?.newBrowserCDPSession()
      const session = cdp ?? (await context.newCDPSession(context.pages()[0]))
      const { targetInfos } = (await session.send('Target.getTargets')) as {
        targetInfos: { type: string; targetId: string }[]
      }
      const workers = targetInfos.filter(({ type }) => type === 'service_worker')
      for (const { targetId } of workers) await session.send('Target.closeTarget', { targetId })
      return workers.length
    },
    async close() {
      await context.close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

async function launchFirefox(extension: string, { headless = true, proxy }: LaunchOptions): Promise<Browser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: EXECUTABLES.firefox,
    headless,
    defaultViewport: VIEWPORT,
    // lets the driver open extension pages
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [FIREFOX_ID]: FIREFOX_UUID }),
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      ...(proxy && {
        'network.proxy.type': 1,
        'network.proxy.http': '127.0.0.1',
        'network.proxy.http_port': proxy,
        'network.proxy.ssl': '127.0.0.1',
        'network.proxy.ssl_port': proxy,
        'network.proxy.allow_hijacking_localhost': true,
      }),
    },
  })
  await browser.installExtension(extension)
  async function newPage(): Promise<Page> {
    const page: FirefoxPage = await browser.newPage()
    return {
      goto: async (address) => void (await page.goto(address, { waitUntil: 'load' })),
      evaluate: (work, argument) => page.evaluate(work as never, argument as never) as never,
      screenshot: async (path) => void (await page.screenshot({ path: path as `${string}.png`, fullPage: true })),
      press: (key) => page.keyboard.press(key as never),
      click: (x, y) => page.mouse.click(x, y),
      async setFile(selector, path) {
        const input = await page.$(selector)
        if (!input) throw new Error(`no ${selector} in the page`)
        await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path)
      },
      close: () => page.close(),
    }
  }
  return {
    name: 'firefox',
    newPage,
    async extensionPage(path = POPUP) {
      const page = await newPage()
      // Firefox opens an extension page but never tells the driver that it is there
      page.goto(`moz-extension://${FIREFOX_UUID}/${path}`).catch(() => {})
      for (let i = 0; i < 100; i++) {
        const ready = await page
          .evaluate(() => location.protocol === 'moz-extension:' && document.readyState === 'complete')
          .catch(() => false)
        if (ready) return page
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
      throw new Error(`Firefox did not open ${path}`)
    },
    close: () => browser.close(),
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
  throw new Error(
    `pictures still not ready after ${limitMs} ms: ${JSON.stringify(last.map((p) => [p.address.slice(-30), p.state, p.reason]))}`,
  )
}
