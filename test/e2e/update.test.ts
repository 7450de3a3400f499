import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type BrowserName, type Page, waitForReport } from '../../demo/browsers.ts'
import { serve } from '../../demo/server.ts'
import { pictures } from './site.ts'
import { settled, useVisit } from './visit.ts'

const LIMIT_MS = 90_000

const serveMeme = () =>
  serve(async (path) =>
    path === '/meme.jpg'
      ? { type: 'image/jpeg', body: await pictures.offensive }
      : { type: 'text/html', body: '<!doctype html><img src="/meme.jpg" width="300" height="220">' },
  )

const settings = {
  enabled: true,
  coverFirst: false,
  effect: 'badge',
  unknown: 'show',
  threshold: 0.6,
  minimumSize: 50,
  offSites: ['www.example.org'],
}
const counted = {
  total: { checked: 7, veiled: 2 },
  days: { '2026-11-25': { 'example.net': { checked: 7, veiled: 2 } } },
}

/** A head of a user's own for the bundled model, as it was two versions ago. */
function oldHead(): string {
  const { levels, calibration, reading, ...head } = JSON.parse(
    readFileSync('public/models/memeveil-mini/head.json', 'utf8'),
  )
  return JSON.stringify({ ...head, model: { ...head.model, version: '1.0.0' } })
}

/** Leaves what the first versions stored, as they did. */
async function storeAsBefore(page: Page): Promise<void> {
  await page.evaluate(
    async ({ settings, statistics, head }) => {
      await chrome.storage.local.set({ settings, settings$: { v: 1 }, statistics })
      await new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('heads', 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore('heads')
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('heads', 'readwrite')
          transaction.objectStore('heads').put({ name: 'mine.json', bytes: new TextEncoder().encode(head) }, 'chosen')
          transaction.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      })
    },
    { settings, statistics: counted, head: oldHead() },
  )
}

describe.each<BrowserName>(['chrome', 'firefox'])('an update of the extension in %s', (name) => {
  const visit = useVisit(name, serveMeme)

  test('takes over what was stored, and judges on, by the bundled head where the own one fits no more', async () => {
    await storeAsBefore(await visit.browser.extensionPage('src/extension/options/options.html'))
    await visit.browser.reload()
    const options = await visit.browser.extensionPage('src/extension/options/options.html')
    const modelText = () => options.evaluate(() => document.querySelector('#model')?.textContent ?? '')
    await expect
      .poll(modelText, { timeout: LIMIT_MS })
      .toMatch(/mine\.json: its model can’t be run, so the bundled head judges: .*memeveil-mini@1\.0\.0/)
    const statistics = () => options.evaluate(() => document.querySelector('#statistics')?.textContent ?? '')
    await expect.poll(statistics, { timeout: LIMIT_MS }).toMatch(/example\.net/)

    const popup = await visit.browser.extensionPage()
    const page = await visit.browser.newPage()
    await page.goto(`${visit.site.address}/`)
    const [meme] = await waitForReport(popup, visit.site.address, settled(1), LIMIT_MS)
    expect(meme.state).toBe('offensive')
    // the effect of before: a label, and no veil
    const stored = await popup.evaluate(() => chrome.storage.local.get(['settings', 'settings$']))
    expect(stored).toMatchObject({
      settings: { effect: 'badge', threshold: 0.6, sites: { 'example.org': { enabled: false } } },
      settings$: { v: 2 },
    })
  })
})
