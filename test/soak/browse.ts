import { setTimeout as pause } from 'node:timers/promises'
import { type Browser, type BrowserName, launch, type Page, waitForReport } from '../../demo/browsers.ts'
import { SHOWN, serveEndlessFeed } from './feed.ts'
import type { Watch } from './watch.ts'

/** Tabs that are open at once. */
const TABS = 3
/** Every so many pages somebody reveals what is veiled, and opens the popup. */
const LOOKED_AT = 5
const LIMIT_MS = 300_000
/** A page is passed in this many steps of so many pixels, each after this while at first. */
const STEPS = 5
const STEP = 500
const FIRST_MS = 100

/** Clicks on the first picture that is veiled. */
async function reveal(page: Page): Promise<void> {
  const place = await page.evaluate(() => {
    const veiled = [...document.images].find((picture) => getComputedStyle(picture).filter.includes('blur'))
    veiled?.scrollIntoView()
    const { x, y } = veiled?.getBoundingClientRect() ?? {}
    return x === undefined || y === undefined ? null : { x: x + 120, y: y + 88 }
  })
  if (place) await page.click(place.x, place.y)
}

/**
 * Opens the next page of the feed in a tab of its own, and scrolls on until each of its pictures is judged: every time
 * more slowly, for what is scrolled away before its turn gives its place up.
 */
async function visit(browser: Browser, popup: Page, address: string): Promise<Page> {
  const page = await browser.newPage()
  await page.goto(address)
  const end = Date.now() + LIMIT_MS
  for (let step = 1; ; step++) {
    await page.evaluate((y) => scrollTo(0, y), (step % STEPS) * STEP)
    await pause(FIRST_MS * 2 ** Math.floor(step / STEPS))
    const found = await waitForReport(popup, address, (pictures) => pictures.length >= SHOWN / 2, LIMIT_MS)
    const waiting = found.filter(({ state }) => state === 'checking').map((picture) => picture.address)
    if (step >= STEPS && waiting.length === 0) return page
    if (Date.now() > end) throw new Error(`no verdict after ${LIMIT_MS} ms: ${waiting.join(', ')}`)
  }
}

/**
 * Reads an endless feed as a person does, until the watch ends; throws where a picture gets no verdict. What counts for
 * the watch is the browser's memory with TABS tabs open.
 */
export async function browse(name: BrowserName, watch: Watch): Promise<void> {
  const site = await serveEndlessFeed()
  const browser = await launch(name)
  const tabs: Page[] = []
  try {
    const popup = await browser.extensionPage()
    for (let page = 0; watch.goesOn(); page++) {
      tabs.push(await visit(browser, popup, `${site.address}/page-${page}`))
      if (page % LOOKED_AT === 0) {
        await reveal(tabs[tabs.length - 1])
        await (await browser.extensionPage()).close()
      }
      if (tabs.length > TABS) await tabs.shift()?.close()
      if (tabs.length === TABS) watch.sample(SHOWN * (page + 1))
    }
  } finally {
    await browser.close()
    await site.close()
  }
}
