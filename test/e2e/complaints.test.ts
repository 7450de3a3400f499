import { afterEach, describe, expect, test } from 'vitest'
import { type BrowserName, launch, type Page, waitForReport } from '../../demo/browsers.ts'
import { feed, serveFeed } from '../../demo/server.ts'
import type { PictureReport } from '../../src/extension/protocol.ts'
import type { Settings } from '../../src/extension/settings.ts'
import { manifestFor } from '../../vite.config.ts'
import { type Painted, serveComplaints } from './complaints-pages.ts'
import { changeSettings, pause, settled, useVisit } from './visit.ts'

const LIMIT_MS = 90_000
const SOON = { timeout: 5000, interval: 100 }

/** Whether a content script answers in the tab at an address. */
const answers = (extensionPage: Page, address: string) =>
  extensionPage.evaluate(async (address) => {
    const [tab] = await chrome.tabs.query({}).then((tabs) => tabs.filter(({ url }) => url?.startsWith(address)))
    const message = { name: 'popup-to-content: report-page', payload: {} }
    return chrome.tabs.sendMessage(tab.id as number, message, { frameId: 0 }).then(
      () => true,
      () => false,
    )
  }, address)

/** What other filters are blamed for (the other tests of it are named so too, where their subject is). */
describe.each<BrowserName>(['chrome', 'firefox'])('in %s', (name) => {
  const visit = useVisit(name, serveComplaints)
  afterEach(() => change({ sites: {} }))

  const change = (settings: Partial<Settings>) => changeSettings(visit.popup, settings)
  async function open(path: string, ready: (found: PictureReport[]) => boolean): Promise<PictureReport[]> {
    await visit.page.goto(visit.site.address + path)
    return waitForReport(visit.popup, visit.site.address, ready, LIMIT_MS)
  }
  const filterOf = (id: string) =>
    visit.page.evaluate((id) => getComputedStyle(document.getElementById(id) as Element).filter, id)

  test('complaint 1: on a site that is off no script of the extension runs', async () => {
    await open('/two', settled(2))
    expect(await answers(visit.popup, visit.site.address)).toBe(true)
    await change({ sites: { '127.0.0.1': { enabled: false } } })
    const answersAnew = () =>
      visit.page.goto(`${visit.site.address}/two`).then(() => answers(visit.popup, visit.site.address))
    await expect.poll(answersAnew, SOON).toBe(false)
  })

  test('complaint 3: a cover does not flicker, whatever the page does to its picture', async () => {
    await open('/restless', settled(2))
    await visit.page.evaluate(async () => {
      const rest = () => new Promise((resolve) => setTimeout(resolve, 80))
      for (let i = 0; i < 5; i++) {
        for (const picture of document.images) {
          picture.className = `round-${i}`
          await rest()
          for (const { name } of [...picture.attributes])
            if (!['id', 'src', 'width', 'height', 'style', 'class'].includes(name)) picture.removeAttribute(name)
          await rest()
          document.body.append(picture)
          await rest()
        }
        window.scrollTo(0, i % 2 ? 0 : 50)
      }
    })
    const looks = await visit.page.evaluate(() => (globalThis as unknown as Painted).looks)
    expect(looks).toEqual({ bad: ['covered'], good: ['covered', 'shown'] })
  })

  test('complaint 10: one picture is revealed alone, and covered again', async () => {
    await open('/two', settled(2))
    await pause(600) // labels are placed
    await visit.page.click(200, 150)
    await expect.poll(() => filterOf('first'), SOON).toBe('none')
    expect(await filterOf('second')).toContain('blur')
    await visit.page.press('Tab')
    await visit.page.press('Enter')
    await expect.poll(() => filterOf('first'), SOON).toContain('blur')
  })

  test('complaint 12: animations whose middle frame offends, and posters of videos, are veiled', async () => {
    const found = await open('/moving', settled(4))
    const states = Object.fromEntries(found.map(({ address, state }) => [address.split('/').pop(), state]))
    expect(states).toEqual({
      'middle.gif': 'offensive',
      'middle.webp': 'offensive',
      'calm.gif': 'fine',
      'offensive.jpg?poster': 'offensive',
    })
    const filters = await Promise.all(['gif', 'webp', 'poster', 'calm'].map(filterOf))
    expect(filters.map((filter) => filter.includes('blur'))).toEqual([true, true, true, false])
  })

  test('complaint 13: a picture is asked for once more alone, a lazy one that is far away by nobody', async () => {
    const isNearFine = (found: PictureReport[]) => found.some((p) => p.address.includes('near') && p.state === 'fine')
    const times = (start: string) => visit.site.requests.filter((path) => path.startsWith(start)).length
    await open('/lazy', isNearFine)
    await open('/lazy?again', isNearFine)
    // the page's own request, and the extension's: browsers keep what each was given apart
    expect(times('/near')).toBe(2)
    await pause(1000)
    expect(times('/far')).toBe(0)
  })

  test('complaint 14: it may do no more than its manifest says, and on named sites alone', async () => {
    const { permissions, host_permissions } = manifestFor(name) as unknown as Record<string, string[]>
    const granted = await visit.popup.evaluate(() => chrome.permissions.getAll())
    expect(granted.permissions?.sort()).toEqual([...permissions].sort())
    // the loopback address is the tests' own
    expect(granted.origins?.sort()).toEqual([...host_permissions, 'http://127.0.0.1/*'].sort())
    const elsewhere = visit.site.address.replace('127.0.0.1', 'localhost')
    await visit.page.goto(`${elsewhere}/two`)
    expect(await answers(visit.popup, elsewhere).catch(() => false)).toBe(false)
    expect(await filterOf('first')).toBe('none')
  })
})

describe.each<BrowserName>(['chrome', 'firefox'])('the demo’s feed in %s', (name) => {
  const visit = useVisit(name, serveFeed)
  const judged = new Map<string, string>()

  /** Scrolls on until each picture has its verdict. */
  async function judge(): Promise<void> {
    await visit.page.goto(visit.site.address)
    const ids = feed.pictures.map(({ id }) => id)
    for (let step = 0; judged.size < ids.length && step < 100; step++) {
      await visit.page.evaluate((y) => window.scrollTo(0, y), (step % 6) * 500)
      await pause(700)
      const found = await waitForReport(visit.popup, visit.site.address, () => true, LIMIT_MS)
      for (const { address, state } of found) {
        const id = ids.find((id) => address.includes(`/pictures/${id}.jpg`))
        if (id && state !== 'checking') judged.set(id, state)
      }
    }
  }
  const statesOf = async (label: string) => {
    if (judged.size === 0) await judge()
    return feed.pictures.filter((p) => p.label === label).map(({ id }) => judged.get(id))
  }

  test('complaint 4: no harmless picture is veiled', async () => {
    expect(new Set(await statesOf('non-offensive'))).toEqual(new Set(['fine']))
  })

  test('complaint 5: nine in ten offensive memes are veiled', async () => {
    const states = await statesOf('offensive')
    expect(states.filter((state) => state === 'offensive').length / states.length).toBeGreaterThanOrEqual(0.9)
  })
})

/** The engine, which is in the background there, has loaded by then. */
const IDLE_MS = 8000

test('complaint 15: Firefox stops the idle background, and it comes back by itself', async () => {
  const site = await serveComplaints()
  const browser = await launch('firefox', { backgroundIdleMs: IDLE_MS })
  try {
    // unlike the popup it says nothing to the background
    const quiet = await browser.extensionPage('src/extension/welcome/welcome.html')
    const page = await browser.newPage()
    const isThere = () => quiet.evaluate(() => chrome.extension.getBackgroundPage() !== null)
    const open = async (query: string) => {
      await page.goto(`${site.address}/two?${query}`)
      return waitForReport(quiet, site.address, settled(2), LIMIT_MS)
    }
    const before = await open('before')
    await expect.poll(isThere, { timeout: 60_000, interval: 200 }).toBe(false)
    await page.evaluate(() => {
      ;(document.getElementById('first') as HTMLImageElement).src = '/near.jpg'
    })
    const isNew = (found: PictureReport[]) => settled(2)(found) && found.some(({ address }) => address.includes('near'))
    const after = await waitForReport(quiet, site.address, isNew, LIMIT_MS)
    expect(before.map(({ state }) => state)).toEqual(['offensive', 'offensive'])
    expect(after.map(({ state }) => state).sort()).toEqual(['fine', 'offensive'])
  } finally {
    await browser.close()
    await site.close()
  }
})
