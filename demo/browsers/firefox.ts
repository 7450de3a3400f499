import { join } from 'node:path'
import puppeteer, { type Browser as Driver } from 'puppeteer-core'
import { findBrowser } from '../../scripts/find-browser.mjs'
import { type Browser, type LaunchOptions, type Page, PHONE, POPUP, VIEWPORT } from './browser.ts'

const ID = 'memeveil@memeveil.example'
const UUID = '5a1f0f5e-7f0b-4a77-9c55-3b8d2f6c1e01'

const throughProxy = (port: number) => ({
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': port,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': port,
  'network.proxy.allow_hijacking_localhost': true,
})

/** An accessibility theme stands for more contrast; colours are forced unless pages are to keep theirs. */
const wished = ({ dark, forcedColors, moreContrast, reducedMotion }: NonNullable<LaunchOptions['wishes']>) => ({
  'ui.systemUsesDarkTheme': dark ? 1 : 0,
  'ui.useAccessibilityTheme': moreContrast ? 1 : 0,
  'browser.display.document_color_use': forcedColors ? 2 : 1,
  'ui.prefersReducedMotion': reducedMotion ? 1 : 0,
})

function start(options: LaunchOptions): Promise<Driver> {
  const { headless = true, handleSIGINT, hosts, proxy = hosts, phone, language, wishes, backgroundIdleMs } = options
  const { home } = options
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: findBrowser('firefox'),
    headless,
    handleSIGINT,
    ...(home && { userDataDir: join(home, 'profile') }),
    defaultViewport: phone ? PHONE : VIEWPORT,
    // lets the driver open extension pages
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'extensions.webextensions.uuids': JSON.stringify({ [ID]: UUID }),
      'network.captive-portal-service.enabled': false,
      'network.connectivity-service.enabled': false,
      // the driver has it keep what pages have loaded; by itself 200 MB of it
      'remote.network.maxTotalDataSize': 20_000_000,
      // nobody is there to answer
      'extensions.webextOptionalPermissionPrompts': false,
      ...(proxy && throughProxy(proxy)),
      ...(language && { 'intl.locale.requested': language }),
      ...(wishes && wished(wishes)),
      ...(phone && {
        'dom.w3c_touch_events.enabled': 1,
        'ui.primaryPointerCapabilities': 1,
        'ui.allPointerCapabilities': 1,
      }),
      ...(options.privateWindows === 'always' && { 'browser.privatebrowsing.autostart': true }),
      ...(backgroundIdleMs && { 'extensions.background.idle.timeout': backgroundIdleMs }),
      // a temporary add-on's storage goes with it, and after some crashes Firefox asks what to do
      ...(home && {
        'extensions.webextensions.keepStorageOnUninstall': true,
        'toolkit.startup.max_resumed_crashes': -1,
      }),
      // its own list of sites that have https alone
      ...(hosts && { 'network.stricttransportsecurity.preloadlist': false }),
    },
  })
}

async function openPage(browser: Driver): Promise<Page> {
  const page = await browser.newPage()
  return {
    goto: async (address) => void (await page.goto(address, { waitUntil: 'load' })),
    evaluate: (work, argument) => page.evaluate(work as never, argument as never) as never,
    async screenshot(path, selector) {
      const shown = selector ? await page.$(selector) : page
      await shown?.screenshot({ path: path as `${string}.png`, ...(!selector && { fullPage: true }) })
    },
    press: (key) => page.keyboard.press(key as never),
    click: (x, y) => page.mouse.click(x, y),
    move: (x, y) => page.mouse.move(x, y),
    async drag(from, to) {
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      await page.mouse.move(to.x, to.y, { steps: 5 })
      await page.mouse.up()
    },
    async touch(x, y, ms) {
      const finger = await page.touchscreen.touchStart(x, y)
      await new Promise((resolve) => setTimeout(resolve, ms))
      await finger.end()
    },
    async setFile(selector, path) {
      const input = await page.$(selector)
      if (!input) throw new Error(`no ${selector} in the page`)
      await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path)
    },
    close: () => page.close(),
  }
}

async function openExtensionPage(browser: Driver, path: string): Promise<Page> {
  const page = await openPage(browser)
  // Firefox opens an extension page but never tells the driver that it is there
  page.goto(`moz-extension://${UUID}/${path}`).catch(() => {})
  for (let i = 0; i < 100; i++) {
    const ready = await page
      .evaluate(() => location.protocol === 'moz-extension:' && document.readyState === 'complete')
      .catch(() => false)
    if (ready) return page
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`Firefox did not open ${path}`)
}

/** By the driver's connection: its own call lets no extension into private windows. */
async function installForPrivate(browser: Driver, path: string): Promise<void> {
  const { connection } = browser as unknown as {
    connection: { send(method: string, params: object): Promise<unknown> }
  }
  const extensionData = { type: 'path', path }
  await connection.send('webExtension.install', { extensionData, 'moz:allowPrivateBrowsing': true })
}

/** Firefox with the extension of this folder as a temporary add-on; installing it again reloads it. */
export async function launchFirefox(extension: string, options: LaunchOptions): Promise<Browser> {
  const browser = await start(options)
  const install = () =>
    options.privateWindows ? installForPrivate(browser, extension) : browser.installExtension(extension)
  await install()
  return {
    name: 'firefox',
    newPage: () => openPage(browser),
    closed: new Promise((resolve) => browser.once('disconnected', () => resolve())),
    extensionPage: (path = POPUP) => openExtensionPage(browser, path),
    reload: async () => void (await install()),
    async crash() {
      const ended = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()))
      browser.process()?.kill('SIGKILL')
      await ended
    },
    close: () => browser.close(),
  }
}
