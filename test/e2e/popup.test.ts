import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterEach, describe, expect, test } from 'vitest'
import { type BrowserName, type Page, waitForReport } from '../../demo/browsers.ts'
import type { PictureReport } from '../../src/extension/protocol.ts'
import type { Settings } from '../../src/extension/settings.ts'
import { KINDS, serveTestPages } from './site.ts'
import { changeSettings, choose, pause, settled, useVisit } from './visit.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const LIMIT_MS = 90_000
const SOON = { timeout: 8000, interval: 100 }
/** Counts are written by then. */
const WRITTEN_MS = 5000
/** Larger popups scroll in Chrome. */
const MOST_HEIGHT = 600

const press = (page: Page, name: string) =>
  page.evaluate((name) => document.querySelector<HTMLElement>(`[name=${name}]`)?.click(), name)
const textOf = (page: Page, selector: string) => () =>
  page.evaluate((selector) => document.querySelector(selector)?.textContent ?? '', selector)

async function accessibilityFaults(page: Page): Promise<string[]> {
  await page.evaluate(AXE as never)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
    return (await axe.run()).violations.map((v) => v.id)
  })
}

describe.each<BrowserName>(['chrome', 'firefox'])('the popup in %s', (name) => {
  const visit = useVisit(name, serveTestPages)
  let form: Page | undefined
  afterEach(async () => {
    await form?.close()
    form = undefined
    await change({ enabled: true, sites: {}, allow: [], block: [], revealOnHover: false, statistics: true })
  })

  const change = (settings: Partial<Settings>) => changeSettings(visit.popup, settings)
  const tabId = () =>
    visit.popup.evaluate(
      async (address) => (await chrome.tabs.query({})).find((t) => t.url?.startsWith(address))?.id as number,
      visit.site.address,
    )
  const report = (ready: (found: PictureReport[]) => boolean) =>
    waitForReport(visit.popup, visit.site.address, ready, LIMIT_MS)
  /** Opens a page and the popup for it. */
  async function open(path: string, ready: (found: PictureReport[]) => boolean): Promise<Page> {
    await visit.page.goto(visit.site.address + path)
    await report(ready)
    const opened = await visit.browser.extensionPage(`src/extension/popup/popup.html?tab=${await tabId()}`)
    form = opened
    // it shows itself once it has read what it shows
    await expect.poll(() => opened.evaluate(() => document.querySelector('.status') !== null), SOON).toBe(true)
    return opened
  }
  const look = () => visit.page.evaluate(() => getComputedStyle(document.images[0]).filter)
  const status = (popup: Page) => expect.poll(textOf(popup, '.status span'), SOON)
  const badge = async () => visit.popup.evaluate(async (tabId) => chrome.action.getBadgeText({ tabId }), await tabId())

  test('it fits without scrolling, lists what was veiled, and has no accessibility faults', async () => {
    const popup = await open('/kinds', settled(KINDS))
    const listed = () => popup.evaluate(() => document.querySelectorAll('.veiled li').length)
    await expect.poll(listed, SOON).toBe(KINDS)
    await status(popup).toBe('At work')
    const previews = () => popup.evaluate(() => document.querySelectorAll('.veiled img').length)
    // a blob's bytes are in its page alone
    await expect.poll(previews, SOON).toBe(KINDS - 1)
    const [width, height] = await popup.evaluate(() => {
      const { width, height } = (document.querySelector('main') as HTMLElement).getBoundingClientRect()
      return [width, height]
    })
    expect(width).toBe(360)
    expect(height).toBeLessThanOrEqual(MOST_HEIGHT)
    const paint = await popup.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime)
    console.log(`${name}: the popup's first paint after ${Math.round(paint ?? 0)} ms`)
    expect(await accessibilityFaults(popup)).toEqual([])
    await popup.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    expect(await accessibilityFaults(popup)).toEqual([])
  })

  test('previews are blurred; pressed, the page scrolls there and shows the picture', async () => {
    const popup = await open('/kinds', settled(KINDS))
    const preview = () =>
      popup.evaluate(() => {
        const image = document.querySelector('.veiled img')
        return image ? getComputedStyle(image).filter : ''
      })
    await expect.poll(preview, SOON).toContain('blur')
    const last = 'svg'
    const index = (await report(settled(KINDS))).findIndex(({ kind }) => kind === last)
    await popup.evaluate((index) => document.querySelectorAll<HTMLElement>('.veiled button')[index].click(), index)
    const found = await report((pictures) => pictures.some(({ state }) => state === 'revealed'))
    expect(found.filter(({ state }) => state === 'revealed').map(({ kind }) => kind)).toEqual([last])
    const box = await visit.page.evaluate(() => {
      const { top, bottom } = (document.querySelector('svg') as Element).getBoundingClientRect()
      return top >= 0 && bottom <= innerHeight
    })
    expect(box).toBe(true)
  })

  test('all is shown, and covered again', async () => {
    const popup = await open('/one', settled(1))
    await expect.poll(textOf(popup, '[name=reveal-all]'), SOON).toBe('Show all for a minute')
    await press(popup, 'reveal-all')
    await expect.poll(look, SOON).toBe('none')
    await press(popup, 'reveal-all')
    await expect.poll(look, SOON).toContain('blur')
  })

  test('what a shortcut shows for a while is told, and so is its end', async () => {
    const popup = await open('/one', settled(1))
    const button = textOf(popup, '[name=reveal-all]')
    await expect.poll(button, SOON).toBe('Show all for a minute')
    const message = { name: 'extension-to-content: reveal-all', payload: { ms: 3000 } }
    await visit.popup.evaluate(({ tab, message }) => chrome.tabs.sendMessage(tab, message), {
      tab: await tabId(),
      message,
    })
    await expect.poll(button, SOON).toBe('Cover again')
    await expect.poll(button, SOON).toBe('Show all for a minute')
  })

  test('complaint 9: a pause uncovers, is told, outlasts a reload, and ends in the popup', async () => {
    const popup = await open('/one', settled(1))
    for (const [length, told] of [
      ['pause-tab', /^Paused until you resume$/],
      ['pause-15', /^Paused until .*\d\d/],
    ] as const) {
      await press(popup, 'pause')
      expect(await accessibilityFaults(popup)).toEqual([])
      await press(popup, length)
      expect(await popup.evaluate(() => document.querySelector(':popover-open'))).toBeNull()
      await expect.poll(look, SOON).toBe('none')
      await status(popup).toMatch(told)
      await expect.poll(badge, SOON).toBe('❚❚')
      await visit.page.goto(`${visit.site.address}/one`)
      await expect.poll(look, SOON).toBe('none')
      await press(popup, 'resume')
      await expect.poll(look, SOON).toContain('blur')
      await status(popup).toBe('At work')
      await expect.poll(badge, SOON).toBe('1')
    }
  })

  test('the switch of the site, and what is otherwise on it, count at once', async () => {
    const popup = await open('/one', settled(1))
    await press(popup, 'site')
    await expect.poll(look, SOON).toBe('none')
    await status(popup).toBe('Off on this site')
    await press(popup, 'site')
    await expect.poll(look, SOON).toContain('blur')
    await choose(popup, 'siteEffect', 'greyscale')
    await expect.poll(look, SOON).toContain('grayscale')
    await choose(popup, 'siteEffect', '')
    await expect.poll(look, SOON).toContain('blur')
    await press(popup, 'siteBlock')
    await report((pictures) => pictures[0]?.state === 'blocked')
    await status(popup).toBe('Every picture is covered here')
  })

  test('switched off everywhere it says so, and switches on', async () => {
    const popup = await open('/one', settled(1))
    await press(popup, 'enabled')
    await status(popup).toBe('Off on all sites')
    await expect.poll(look, SOON).toBe('none')
    await press(popup, 'on')
    await expect.poll(look, SOON).toContain('blur')
  })

  test('the button counts what is veiled, and no longer what is revealed or left', async () => {
    await open('/kinds', settled(KINDS))
    await expect.poll(badge, SOON).toBe(`${KINDS}`)
    await press(form as Page, 'reveal-all')
    await expect.poll(badge, SOON).toBe('')
    await visit.page.goto(`${visit.site.address}/framed`)
    await expect.poll(badge, { timeout: LIMIT_MS, interval: 200 }).toBe('1')
    await visit.page.goto(`${visit.site.address}/plain`)
    await expect.poll(badge, SOON).toBe('')
  })

  test('what was checked and veiled is counted by day and site, unless the user does not want it', async () => {
    type Stored = { statistics?: { total: { checked: number; veiled: number }; days: Record<string, object> } }
    const stored = () => visit.popup.evaluate(() => chrome.storage.local.get('statistics') as Promise<Stored>)
    await pause(WRITTEN_MS)
    await visit.popup.evaluate(() => chrome.storage.local.remove('statistics'))
    await open('/verdicts', settled(2))
    await expect.poll(async () => (await stored()).statistics?.total, SOON).toEqual({ checked: 2, veiled: 1 })
    const [day] = Object.values((await stored()).statistics?.days ?? {})
    expect(day).toEqual({ '127.0.0.1': { checked: 2, veiled: 1 } })
    await change({ statistics: false })
    await open('/verdicts', settled(2))
    await pause(WRITTEN_MS)
    expect((await stored()).statistics?.total).toEqual({ checked: 2, veiled: 1 })
  })

  test('a picture is checked by its address, once somebody asks for it', async () => {
    const popup = await open('/plain', settled(1))
    const type = (address: string) =>
      popup.evaluate((address) => {
        const field = document.querySelector('input[name=address]') as HTMLInputElement
        field.value = address
        field.dispatchEvent(new Event('input', { bubbles: true }))
      }, address)
    await type(`${visit.site.address}/offensive.jpg?by-hand`)
    await press(popup, 'fetch')
    await expect.poll(textOf(popup, '[data-prediction]'), { timeout: LIMIT_MS }).toMatch(/^Offensive: \d+%/)
    await expect.poll(() => popup.evaluate(() => document.querySelector('.drop img') !== null), SOON).toBe(true)
    await type('http://localhost:1/elsewhere.jpg')
    await press(popup, 'fetch')
    await expect.poll(textOf(popup, '[name=allow]'), SOON).toBe('Allow localhost and check')
    await type('ftp://example.org/a.jpg')
    await press(popup, 'fetch')
    await expect.poll(textOf(popup, '.check [role=alert]'), SOON).toMatch(/begins with https/)
  })

  test('the context menu and the shortcuts are there', async () => {
    const titles = await visit.popup.evaluate(async () => {
      // an update of what isn't there fails
      for (const id of ['check-picture', 'allow-site']) await chrome.contextMenus.update(id, { enabled: true })
      return (await chrome.commands.getAll()).map(({ name, shortcut }) => `${name} ${shortcut}`)
    })
    // a browser gives out no keys that it has a use for itself
    for (const shortcut of ['pause Alt+Shift+M', 'reveal Alt+Shift+V', 'check Alt+Shift+K'])
      expect(titles).toContain(shortcut)
  })

  test('what a page handed over is checked in a window of its own', async () => {
    await visit.popup.evaluate(
      (address) => chrome.storage.session.set({ 'to-check': address }),
      `${visit.site.address}/offensive.jpg?handed-over`,
    )
    form = await visit.browser.extensionPage('src/extension/popup/popup.html?check')
    await expect.poll(textOf(form, '[data-prediction]'), { timeout: LIMIT_MS }).toMatch(/^Offensive: \d+%/)
    expect(await visit.popup.evaluate(() => chrome.storage.session.get('to-check'))).toEqual({})
    expect(await accessibilityFaults(form)).toEqual([])
  })

  test('a covered picture shows while the pointer is on it, where that is wanted', async () => {
    await change({ revealOnHover: true })
    await visit.page.goto(`${visit.site.address}/one`)
    await report(settled(1))
    await expect.poll(look, SOON).toContain('blur')
    const lookAt = (x: number) => async () => {
      await visit.page.drag({ x: 600, y: 600 }, { x, y: x })
      await pause(100)
      return look()
    }
    await expect.poll(lookAt(40), SOON).toBe('none')
    await expect.poll(lookAt(620), SOON).toContain('blur')
  })
})
