import { afterAll, describe, expect, test } from 'vitest'
import { type BrowserName, type Page, waitForReport } from '../../demo/browsers.ts'
import { serveTestPages } from './site.ts'
import { changeSettings, settled, useVisit } from './visit.ts'

const SOON = { timeout: 8000, interval: 100 }

/** As another device of the profile writes. */
const writeThere = (page: Page, field: string, value: unknown) =>
  page.evaluate(({ field, text }) => chrome.storage.sync.set({ [`${field}.0`]: { stamp: 'other 1', of: 1, text } }), {
    field,
    text: JSON.stringify(value),
  })
const readThere = (page: Page, field: string) =>
  page.evaluate(async (key) => {
    const found = (await chrome.storage.sync.get(key)) as Record<string, { text: string } | undefined>
    return found[key]?.text
  }, `${field}.0`)

describe.each<BrowserName>(['chrome', 'firefox'])('sync in %s', (name) => {
  const visit = useVisit(name, serveTestPages)
  let options: Page | undefined
  afterAll(() => options?.close())

  test('what another device writes counts here at once, and what is wrong is refused and told', async () => {
    options = await visit.browser.extensionPage('src/extension/options/options.html')
    const page = await visit.browser.newPage()
    const filter = () => page.evaluate(() => getComputedStyle(document.images[0]).filter)
    const told = () => (options as Page).evaluate(() => document.querySelector('[data-errors=sync]')?.textContent ?? '')
    await page.goto(`${visit.site.address}/one`)
    await waitForReport(options, visit.site.address, settled(1), 90_000)
    await writeThere(options, 'effect', 'solid')
    await changeSettings(options, { unit: 'post' })
    expect([await readThere(options, 'unit'), await filter()]).toEqual([undefined, expect.stringContaining('blur')])
    await options.evaluate(() => document.querySelector<HTMLElement>('input[name=sync]')?.click())
    await expect.poll(filter, SOON).toContain('contrast(0)')
    await expect.poll(() => readThere(options as Page, 'unit'), SOON).toBe('"post"')
    await changeSettings(options, { effect: 'greyscale' })
    await expect.poll(() => readThere(options as Page, 'effect'), SOON).toBe('"greyscale"')
    await writeThere(options, 'effect', 'explode')
    await expect.poll(told, SOON).toContain('effect')
    expect(await filter()).toContain('grayscale')
    await writeThere(options, 'effect', 'blur')
    await expect.poll(filter, SOON).toContain('blur(64px)')
    expect(await told()).not.toContain('effect')
  })
})
