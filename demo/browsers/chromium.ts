import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type BrowserContext, type CDPSession, chromium } from 'playwright-core'
import { findBrowser } from '../../scripts/find-browser.mjs'
import { Lazy } from '../../src/core/lazy.ts'
import { type Browser, type LaunchOptions, type Page, PHONE, POPUP, VIEWPORT } from './browser.ts'

function start(profile: string, options: LaunchOptions): Promise<BrowserContext> {
  const { headless = true, handleSIGINT, webgpu, hosts, proxy, phone, language, wishes } = options
  return chromium.launchPersistentContext(profile, {
    // playwright's own headless mode has no extensions
    headless: false,
    executablePath: findBrowser('chrome'),
    handleSIGINT,
    viewport: phone ? PHONE : VIEWPORT,
    hasTouch: phone,
    isMobile: phone,
    // Linux takes it from here, Windows and macOS from the switch
    env: { ...process.env, ...(language && { LANGUAGE: language }) },
    colorScheme: wishes?.dark ? 'dark' : 'light',
    forcedColors: wishes?.forcedColors ? 'active' : 'none',
    contrast: wishes?.moreContrast ? 'more' : 'no-preference',
    reducedMotion: wishes?.reducedMotion ? 'reduce' : 'no-preference',
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...(headless ? ['--headless=new'] : []),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...(webgpu ? ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'] : []),
      ...(hosts ? [`--host-resolver-rules=MAP * 127.0.0.1:${hosts}`] : []),
      ...(proxy ? [`--proxy-server=127.0.0.1:${proxy}`, '--proxy-bypass-list=<-loopback>'] : []),
      ...(language ? [`--lang=${language}`] : []),
      '--enable-unsafe-extension-debugging',
      '--disable-background-networking',
      '--no-first-run',
    ],
  })
}

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  const session = new Lazy(async () => {
    const opened = await context.newCDPSession(page)
    await opened.send('Performance.enable', { timeDomain: 'threadTicks' })
    return opened
  })
  return {
    goto: async (address) => void (await page.goto(address, { waitUntil: 'load' })),
    evaluate: (work, argument) => page.evaluate(work as never, argument) as never,
    screenshot: async (path, selector) =>
      void (await (selector ? page.locator(selector).screenshot({ path }) : page.screenshot({ path, fullPage: true }))),
    press: (key) => page.keyboard.press(key),
    click: (x, y) => page.mouse.click(x, y),
    move: (x, y) => page.mouse.move(x, y),
    async drag(from, to) {
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      await page.mouse.move(to.x, to.y, { steps: 5 })
      await page.mouse.up()
    },
    async touch(x, y, ms) {
      const opened = await session.get()
      await opened.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
      await new Promise((resolve) => setTimeout(resolve, ms))
      await opened.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    },
    setFile: (selector, path) => page.setInputFiles(selector, path),
    async workedMs() {
      const { metrics } = await (await session.get()).send('Performance.getMetrics')
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
    },
    async spoken() {
      const { nodes } = await (await session.get()).send('Accessibility.getFullAXTree')
      return nodes
        .filter(({ ignored }) => !ignored)
        .map(({ role, name }) => ({ role: String(role?.value ?? ''), name: String(name?.value ?? '') }))
    },
    close: () => page.close(),
  }
}

async function killWorker(session: CDPSession): Promise<number> {
  const { targetInfos } = await session.send('Target.getTargets')
  const workers = targetInfos.filter(({ type }) => type === 'service_worker')
  for (const { targetId } of workers) await session.send('Target.closeTarget', { targetId })
  return workers.length
}

/**
 * Chromium, or a browser built on it, with the extension of this folder. It is loaded through the debugging protocol:
 * Chrome dropped the switch --load-extension at 137. Loading it again reloads it.
 */
export async function launchChromium(extension: string, options: LaunchOptions): Promise<Browser> {
  const profile = options.home ? join(options.home, 'profile') : mkdtempSync(join(tmpdir(), 'memeveil-profile-'))
  const context = await start(profile, options)
  const session = await context.browser()?.newBrowserCDPSession()
  if (!session) throw new Error('Chromium gave no debugging session')
  const load = () =>
    session.send('Extensions.loadUnpacked', {
      path: extension,
      ...(options.privateWindows && { enableInIncognito: true }),
    } as { path: string })
  const { id } = await load()
  return {
    name: 'chrome',
    newPage: () => openPage(context),
    closed: new Promise((resolve) => context.once('close', () => resolve())),
    async extensionPage(path = POPUP) {
      const page = await openPage(context)
      await page.goto(`chrome-extension://${id}/${path}`)
      return page
    },
    reload: async () => void (await load()),
    killWorker: () => killWorker(session),
    crashGpu: async () => void (await session.send('Browser.crashGpuProcess')),
    async fillDisk(isFull) {
      const [page] = context.pages()
      const own = await context.newCDPSession(page)
      const quota = isFull ? { quotaSize: 1 } : {}
      await own.send('Storage.overrideQuotaForOrigin', { origin: `chrome-extension://${id}`, ...quota })
    },
    async crash() {
      await promisify(execFile)('pkill', ['-KILL', '-f', `user-data-dir=${profile}`])
      await context.close().catch(() => {}) // nobody is there to close
    },
    async close() {
      await context.close()
      if (!options.home) rmSync(profile, { recursive: true, force: true })
    },
  }
}
