import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type BrowserName, waitForReport } from '../../demo/browsers.ts'
import type { PictureReport } from '../../src/extension/protocol.ts'
import { serveHostilePages } from './hostile-pages.ts'
import { pause, settled, useVisit } from './visit.ts'

const LIMIT_MS = 90_000
const SOON = { timeout: 20_000, interval: 200 }

/** What is said of pictures; words that pages have anyway are too short to be told apart. */
const SAID = Object.values<{ message: string }>(
  JSON.parse(readFileSync('public/_locales/en/messages.json', 'utf8')),
).flatMap(({ message }) => message.split(/\$\w+\$/).filter((part) => part.trim().length > 12))
/** And what is in the pictures, whose addresses tell nothing. */
const READ = ['immigrants', 'criminals', 'knocked', 'vase', 'emeveil', 'offensive', 'harmless', 'extension://']

/** The names of all messages, from where they are written down. */
const MESSAGES =
  readFileSync('src/extension/protocol.ts', 'utf8').match(/(?<=')[a-z-]+-to-[a-z-]+: [a-z-]+(?=')/g) ?? []

interface InPage {
  flood(kind: string): void
  stop(): { frames: number; worst: number }
  deep(levels: number): void
  deepest(): string
  crowd(many: number): void
}

describe.each<BrowserName>(['chrome', 'firefox'])('a hostile page in %s', (name) => {
  const visit = useVisit(name, serveHostilePages)

  async function open(path: string, n = 2): Promise<PictureReport[]> {
    await visit.page.goto(visit.site.address + path)
    return waitForReport(visit.popup, `${visit.site.address}${path}`, settled(n), LIMIT_MS)
  }
  /** What is told apart from the page's own scripts, which can't falsify it. */
  const apart = () =>
    visit.popup.evaluate(async (address) => {
      const tab = (await chrome.tabs.query({})).find(({ url }) => url?.startsWith(address))
      const [{ result }] = await chrome.scripting.executeScript({
        target: { tabId: tab?.id as number },
        func: () => ({
          title: document.title,
          filters: [...document.images].map((picture) => getComputedStyle(picture).filter),
        }),
      })
      return result as { title: string; filters: string[] }
    }, visit.site.address)
  async function expectVeiledAlone(): Promise<void> {
    const [bad, good] = (await apart()).filters
    expect(bad).toMatch(/blur/)
    expect(good).toBe('none')
  }

  const filterOfBad = () =>
    visit.page.evaluate(() => getComputedStyle(document.getElementById('bad') as Element).filter)

  test('that keeps all it is told learns no word, no reason and no name', async () => {
    await open('/spy')
    await visit.page.move(200, 150)
    await pause(1500)
    const spied = await visit.page.evaluate(() => (globalThis as unknown as { spied(): string }).spied())
    expect(spied.length).toBeGreaterThan(5000)
    expect([...SAID, ...READ].filter((words) => spied.includes(words))).toEqual([])
    const words = ['Show', 'Covered', 'Offensive', 'offensive', 'hateful', 'MemeVeil', '%', ...READ]
    const searched = (words: string[]) =>
      visit.page.evaluate(
        (words) => (globalThis as unknown as { searched(w: string[]): string[] }).searched(words),
        words,
      )
    expect(await searched(words)).toEqual([])
    await expectVeiledAlone()
  })

  test('whose every function is poisoned is told of no call, and its pictures are veiled', async () => {
    const found = await open('/poison')
    expect(found.map(({ state }) => state)).toEqual(['offensive', 'fine'])
    await expectVeiledAlone()
    expect((await apart()).title).toBe('called 0')
  })

  test('whose scripts press, click and focus all there is reveals nothing and learns no more', async () => {
    await open('/press')
    const targets = await visit.page.evaluate(() => (globalThis as unknown as { press(): number }).press())
    expect(targets).toBeGreaterThan(8)
    await pause(1500)
    await expectVeiledAlone()
    const [bad] = await waitForReport(visit.popup, visit.site.address, settled(2), LIMIT_MS)
    expect(bad.state).toBe('offensive')
  })

  test('that says what the extension’s own parts say to each other is heard by none of them', async () => {
    await open('/speak')
    const stored = () => visit.popup.evaluate(async () => JSON.stringify(await chrome.storage.local.get('settings')))
    const before = await stored()
    const answered = await visit.page.evaluate(
      (messages) => (globalThis as unknown as { speak(m: object[]): Promise<number> }).speak(messages),
      MESSAGES.map((name) => ({ name, payload: {} })),
    )
    expect(MESSAGES.length).toBeGreaterThan(20)
    expect(answered).toBe(0)
    await pause(500)
    await expectVeiledAlone()
    expect(await stored()).toBe(before)
  })

  test.each(['mutations', 'sources', 'nodes', 'styles', 'marks'])(
    'that floods with %s at every frame has an offensive picture veiled all the same',
    async (kind) => {
      await visit.page.goto(`${visit.site.address}/flood`)
      await visit.page.evaluate((kind) => (globalThis as unknown as InPage).flood(kind), kind)
      await expect.poll(filterOfBad, SOON).toMatch(/blur/)
      await pause(2000)
      const cost = await visit.page.evaluate(() => (globalThis as unknown as InPage).stop())
      console.log(`${name}, ${kind}: ${cost.frames} frames, the longest took ${cost.worst} ms`)
      expect(await filterOfBad()).toMatch(/blur/)
    },
  )

  test('with 500 shadow roots in each other has the picture at the bottom veiled', async () => {
    await visit.page.goto(`${visit.site.address}/flood`)
    await visit.page.evaluate(() => (globalThis as unknown as InPage).deep(500))
    await expect
      .poll(() => visit.page.evaluate(() => (globalThis as unknown as InPage).deepest()), SOON)
      .toMatch(/blur/)
  })

  test('with 50,000 pictures has the one in view veiled', async () => {
    await visit.page.goto(`${visit.site.address}/flood`)
    await visit.page.evaluate(() => (globalThis as unknown as InPage).crowd(50_000))
    await expect.poll(filterOfBad, { ...SOON, timeout: 60_000 }).toMatch(/blur/)
  })

  test.each(['strict', 'sandboxed'])(
    'under a %s policy its pictures are veiled, and a click reveals',
    async (policy) => {
      await open(`/${policy}`)
      await expectVeiledAlone()
      await pause(600) // labels are placed
      await visit.page.click(40, 40)
      await expect.poll(async () => (await apart()).filters, SOON).toEqual(['none', 'none'])
    },
  )
})
