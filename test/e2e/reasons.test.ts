import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type BrowserName, waitForReport } from '../../demo/browsers.ts'
import { serve } from '../../demo/server.ts'
import { pictures } from './site.ts'
import { pause, settled, useVisit } from './visit.ts'

/** Where the label of the one picture is, and a place that is far from it and from its panel. */
const LABEL = { x: 210, y: 154 }
const AWAY = { x: 900, y: 700 }
const LIMIT_MS = 60_000

/** One offensive picture on a page that hears of every click and key. */
const serveReasons = () =>
  serve(async (path) => {
    if (path.endsWith('.jpg')) return { type: 'image/jpeg', body: await pictures.offensive }
    const body = `<!doctype html><style>body { margin: 0 } img { display: block; width: 420px; height: 308px }</style>
      <script>
        heard = []
        for (const type of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'keydown'])
          addEventListener(type, (event) => heard.push(type), true)
      </script><img src="/offensive.jpg"><p style="height: 3000px">below</p>`
    return { type: 'text/html', body }
  })

describe.each<BrowserName>(['chrome', 'firefox'])('why, in %s', (name) => {
  const visit = useVisit(name, serveReasons)

  const filter = () => visit.page.evaluate(() => getComputedStyle(document.images[0]).filter)
  const layers = () => visit.page.evaluate(() => document.querySelectorAll('html > div').length)
  const heard = () => visit.page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard)
  /** What stands in the top layer of the page at a point, in the place of what is there without the panel. */
  const isPanelAt = (x: number, y: number) =>
    visit.page.evaluate(
      ({ x, y }) => {
        const found = document.elementFromPoint(x, y)
        return found?.localName === 'div' && found.parentElement === document.documentElement
      },
      { x, y },
    )
  const panelShown = () => isPanelAt(200, 260)
  const spoken = async () => (await visit.page.spoken?.())?.map(({ role, name }) => `${role}: ${name}`) ?? []

  /** The lowest row of points that is the panel's: its buttons are right above it, in two rows. */
  async function bottomOfPanel(): Promise<number> {
    for (let y = 880; y > 170; y -= 4) if (await isPanelAt(200, y)) return y
    throw new Error('there is no panel')
  }

  async function openPanel(): Promise<number> {
    await visit.page.move(LABEL.x, LABEL.y)
    await expect.poll(panelShown, { timeout: 5000 }).toBe(true)
    let last = 0
    // until its words are weighed, and it has its height
    await vi.waitUntil(
      async () => {
        const before = last
        last = await bottomOfPanel()
        await pause(400)
        return before === last
      },
      { timeout: LIMIT_MS, interval: 10 },
    )
    return last
  }

  beforeEach(async () => {
    await visit.page.goto(`${visit.site.address}/why`)
    await waitForReport(visit.popup, visit.site.address, settled(1), LIMIT_MS)
    await expect.poll(filter, { timeout: 5000 }).toContain('blur')
    // the label is there a moment later, in a layer of its own
    await expect.poll(layers, { timeout: 5000 }).toBe(1)
    await pause(100)
    await visit.page.move(AWAY.x, AWAY.y)
  })
  afterEach(() => visit.popup.evaluate(() => chrome.storage.local.remove('settings')))

  test('a mouse that rests on a label opens its panel, and one that leaves closes it', async () => {
    await visit.page.move(LABEL.x - 80, 60)
    await pause(800)
    expect(await panelShown()).toBe(false)
    await openPanel()
    await visit.page.move(200, 250)
    await pause(800)
    expect(await panelShown()).toBe(true)
    await visit.page.move(AWAY.x, AWAY.y)
    await expect.poll(panelShown, { timeout: 3000 }).toBe(false)
  })

  test.runIf(name === 'chrome')('it tells probability, level, parts, words and model', async () => {
    await openPanel()
    const all = (await spoken()).join('\n')
    expect(all).toMatch(/dialog: Why MemeVeil says so/)
    expect(all).toMatch(/Offensive: \d+%\. The level “Balanced” flags from \d+% on\./)
    expect(all).toMatch(/Without its words it has \d+%, without the picture \d+%\./)
    expect(all).toMatch(/What single words change, in percentage points: .*IMMIGRANTS \+\d+/)
    expect(all).toMatch(/memeveil-mini [\d.]+ · \d+ ms/)
    expect(all).toMatch(/button: Always show on this site/)
  })

  test('its button shows the picture, and the page hears of no click', async () => {
    const bottom = await openPanel()
    await visit.page.click(165, bottom - 55)
    await expect.poll(filter, { timeout: 3000 }).toBe('none')
    expect([await panelShown(), await heard()]).toEqual([false, []])
  })

  test('a click on its text does nothing, and Escape closes it', async () => {
    await openPanel()
    await visit.page.click(200, 190)
    await pause(300)
    expect([await panelShown(), await filter(), await heard()]).toEqual([true, expect.stringContaining('blur'), []])
    await visit.page.press('Escape')
    await expect.poll(panelShown, { timeout: 3000 }).toBe(false)
  })

  test('by keyboard alone it opens at the label, and its buttons follow', async () => {
    await visit.page.press('Tab')
    await expect.poll(panelShown, { timeout: 5000 }).toBe(true)
    await visit.page.press('Tab')
    await pause(800)
    expect(await panelShown()).toBe(true)
    await visit.page.press('Enter')
    await expect.poll(filter, { timeout: 3000 }).toBe('none')
    // Tab alone is the page's too
    expect((await heard()).filter((type) => type !== 'keydown')).toEqual([])
  })

  test('scrolling closes it', async () => {
    await openPanel()
    await visit.page.evaluate(() => scrollBy(0, 5))
    await expect.poll(panelShown, { timeout: 3000 }).toBe(false)
  })

  test('complaint 4: its other button leaves the site alone from now on', async () => {
    const bottom = await openPanel()
    await visit.page.click(280, bottom - 55)
    await expect.poll(filter, { timeout: 5000 }).toBe('none')
    await visit.page.goto(`${visit.site.address}/why`)
    await pause(1500)
    expect(await filter()).toBe('none')
  })
})
