import { describe, expect, test } from 'vitest'
import { type BrowserName, type Page, waitForReport } from '../../demo/browsers.ts'
import { serveTestPages } from './site.ts'
import { ONE_TRY, settled, useVisit } from './visit.ts'

const LIMIT_MS = 90_000

const openPrivately = (popup: Page, url: string) =>
  popup.evaluate(async (url) => void (await chrome.windows.create({ incognito: true, url })), url)

/** Of pictures with a verdict; throws where the browser has no such database. */
const keptNames = (popup: Page) =>
  popup.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('verdicts')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const counting = opening.result.transaction('verdicts').objectStore('verdicts').count()
          counting.onsuccess = () => resolve(counting.result)
          opening.result.close()
        }
      }),
  )

const counts = (popup: Page) => popup.evaluate(async () => (await chrome.storage.local.get('statistics')).statistics)

describe.each<BrowserName>(['chrome', 'firefox'])('a private window of %s', ONE_TRY, (name) => {
  const visit = useVisit(name, serveTestPages, () => ({ privateWindows: 'allowed' }))
  const asked = () => visit.site.requests.filter((path) => path === '/offensive.jpg').length
  async function judged(address: string): Promise<void> {
    const found = await waitForReport(visit.popup, address, settled(2), LIMIT_MS)
    expect(found.map(({ state }) => state)).toEqual(['offensive', 'fine'])
  }

  test('has its pictures judged, and nothing of it is kept, by the browser’s cache neither', async () => {
    const address = (of: string) => `${visit.site.address}/verdicts?${of}`
    await openPrivately(visit.popup, address('first'))
    await judged(address('first'))
    expect([await keptNames(visit.popup), await counts(visit.popup)]).toEqual([0, undefined])
    // by the page, which has a cache of its own, and by the extension, which has none
    expect(asked()).toBe(2)
    await openPrivately(visit.popup, address('second'))
    await judged(address('second'))
    expect(asked()).toBeGreaterThan(2)
    await visit.page.goto(address('ordinary'))
    await judged(address('ordinary'))
    await expect.poll(() => keptNames(visit.popup)).toBeGreaterThan(1)
  })
})

describe('Firefox that never remembers history', ONE_TRY, () => {
  const visit = useVisit('firefox', serveTestPages, () => ({ privateWindows: 'always' }))

  test('refuses databases: pictures are judged all the same, and the options say that nothing is kept', async () => {
    await expect(keptNames(visit.popup)).rejects.toThrow()
    for (const again of ['', '?again']) {
      await visit.page.goto(`${visit.site.address}/verdicts${again}`)
      const found = await waitForReport(visit.popup, `${visit.site.address}/verdicts${again}`, settled(2), LIMIT_MS)
      expect(found.map(({ state }) => state)).toEqual(['offensive', 'fine'])
    }
    const options = await visit.browser.extensionPage('src/extension/options/options.html')
    const told = () => options.evaluate(() => document.querySelector('[data-unkept]')?.textContent)
    await expect.poll(told, { timeout: 10_000 }).toContain('Nothing can be kept or read here')
    await options.close()
  })
})
