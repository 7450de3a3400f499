import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { partsOf } from '../scripts/parts.mjs'
import { type Browser, type BrowserName, launch, type Page } from './browsers.ts'
import { serveFeed } from './server.ts'

/** A browser on the demo feed that follows the sources. */
export interface Development {
  browser: Browser
  /** The demo feed. */
  page: Page
  /** Tells of every reload of extension and page. */
  onReloaded(told: () => void): void
  close(): Promise<void>
}

export interface Options {
  headless?: boolean
  /** The repository's folder, where one starts it unless another is named. */
  root?: string
}

/** Builds a part of the extension now and at every change; `told` hears when it begins and whether it went well. */
async function watchPart(root: string, mode: string, told: (state: 'building' | 'built' | 'broken') => void) {
  told('building')
  const configFile = join(root, 'vite.config.ts')
  // neither part empties the folder, for the other's files are there too
  const options = { root, configFile, mode, logLevel: 'warn', build: { watch: {}, emptyOutDir: false } } as const
  const watcher = (await build(options)) as Rolldown.RolldownWatcher
  let broken = false
  watcher.on('event', (event) => {
    if (event.code === 'START') broken = false
    if (event.code === 'START') told('building')
    if (event.code === 'END') told(broken ? 'broken' : 'built')
    if (event.code === 'ERROR') broken = true // vite has printed it
  })
  return watcher
}

/** Builds what a browser gets; `built` is called whenever all of it is up to date. */
async function watch(root: string, name: BrowserName, built: () => void): Promise<() => Promise<void>> {
  rmSync(join(root, 'dist', name), { recursive: true, force: true })
  const states = new Map<string, string>()
  const parts = partsOf(name).map((mode) =>
    watchPart(root, mode, (state) => {
      states.set(mode, state)
      if ([...states.values()].every((s) => s === 'built')) built()
    }),
  )
  const watchers = await Promise.all(parts)
  return async () => void (await Promise.all(watchers.map((watcher) => watcher.close())))
}

async function open(name: BrowserName, headless: boolean, built: string) {
  const site = await serveFeed()
  const browser = await launch(name, { headless, built, handleSIGINT: false })
  const page = await browser.newPage()
  await page.goto(site.address)
  return { site, browser, page }
}

/** Opens the demo feed in a browser once the extension is built, and reloads both whenever it is built anew. */
export async function develop(name: BrowserName, { root = '.', headless = false }: Options): Promise<Development> {
  const events = new EventTarget()
  const first = new Promise((resolve) => events.addEventListener('built', resolve, { once: true }))
  const stop = await watch(root, name, () => events.dispatchEvent(new Event('built')))
  await first
  const opening = open(name, headless, join(root, 'dist', name))
  let last: Promise<unknown> = opening
  const reload = async () => {
    const { browser, page, site } = await opening
    await browser.reload()
    await page.goto(site.address)
    events.dispatchEvent(new Event('reloaded'))
  }
  events.addEventListener('built', () => {
    last = last.then(reload).catch((error) => console.error(error.message))
  })
  const { browser, page, site } = await opening
  return {
    browser,
    page,
    onReloaded: (told) => events.addEventListener('reloaded', told),
    async close() {
      await stop()
      await last
      await browser.close()
      await site.close()
    },
  }
}
