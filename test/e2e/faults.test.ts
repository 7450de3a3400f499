import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Browser, type BrowserName, launch, type Page, waitForReport } from '../../demo/browsers.ts'
import { draw } from '../../demo/draw.ts'
import { type Site, serve } from '../../demo/server.ts'
import { MOMENTS, moments } from '../fixtures/moments.ts'
import { changeSettings, ONE_TRY, pause, settled } from './visit.ts'

const PICTURES = 6
const LIMIT_MS = 90_000
vi.setConfig({ testTimeout: MOMENTS * LIMIT_MS })

/** /feed-N shows pictures that no other feed has: the first is offensive. */
function serveFeeds(): Promise<Site> {
  return serve(async (path) => {
    const [, feed, place] = /^\/feed-(\d+)(?:-(\d+)\.jpg)?$/.exec(path) ?? []
    if (!feed) return null
    if (!place) {
      const shown = Array.from(
        { length: PICTURES },
        (_, i) => `<img src="/feed-${feed}-${i}.jpg" width="300" height="220">`,
      )
      return {
        type: 'text/html',
        body: `<!doctype html><meta charset="utf-8"><body style="margin:0">${shown.join('')}`,
      }
    }
    const offensive = place === '0'
    const body = await draw({
      id: path,
      label: offensive ? 'offensive' : 'non-offensive',
      scene: 'city',
      top: offensive ? 'All immigrants are criminals' : `Cake number ${place} of ${feed}`,
      bottom: offensive ? `throw all ${feed} of them out` : 'is the best one',
    })
    return { type: 'image/jpeg', body }
  })
}

const killers: Record<string, (browser: Browser, popup: Page) => Promise<unknown>> = {
  'the service worker': (browser) => browser.killWorker?.() ?? Promise.resolve(),
  'the engine’s document': (_, popup) => popup.evaluate(() => chrome.offscreen.closeDocument().catch(() => {})),
  both: async (browser, popup) => {
    await killers['the engine’s document'](browser, popup)
    await killers['the service worker'](browser, popup)
  },
}

describe.each<BrowserName>(['chrome', 'firefox'])('killed at seeded moments in %s', ONE_TRY, (name) => {
  const home = mkdtempSync(join(tmpdir(), `memeveil-home-${name}-`))
  let site: Site
  let browser: Browser
  let popup: Page
  let page: Page
  async function begin(): Promise<void> {
    browser = await launch(name, { home })
    popup = await browser.extensionPage()
    page = await browser.newPage()
  }
  beforeAll(async () => {
    site = await serveFeeds()
    await begin()
  })
  afterAll(async () => {
    await browser?.close()
    await site?.close()
    rmSync(home, { recursive: true, force: true })
  })

  /** Each has its verdict, the first alone is veiled, and once. */
  async function expectWhole(): Promise<void> {
    const found = await waitForReport(popup, site.address, settled(PICTURES), LIMIT_MS)
    expect(found.map(({ state }) => state)).toEqual(['offensive', ...Array(PICTURES - 1).fill('fine')])
    const looks = () =>
      page.evaluate(() => [
        ...[...document.images].map((picture) => getComputedStyle(picture).filter),
        document.querySelectorAll('html > div').length,
      ])
    // what is known at once has its label some frames later
    const whole = [expect.stringMatching(/blur/), ...Array(PICTURES - 1).fill('none'), 1]
    await expect.poll(looks, { timeout: 10_000 }).toEqual(whole)
  }

  test.runIf(name === 'chrome').each(Object.keys(killers))('%s: no picture is stuck, no verdict lost', async (what) => {
    for (const [i, ms] of moments(2500).entries()) {
      await page.goto(`${site.address}/feed-${100 * (1 + Object.keys(killers).indexOf(what)) + i}`)
      await pause(ms)
      await killers[what](browser, popup)
      await expectWhole()
    }
  })

  test('a tab that is left and come back to at any moment is checked whole', async () => {
    for (const [i, ms] of moments(2500).entries()) {
      await page.goto(`${site.address}/feed-${500 + i}`)
      await pause(ms)
      await page.goto(`${site.address}/feed-${500 + i}?again`)
      await expectWhole()
    }
  })

  test('databases that are deleted at any moment are made anew', async () => {
    for (const [i, ms] of moments(2500).entries()) {
      await page.goto(`${site.address}/feed-${700 + i}`)
      await pause(ms)
      await popup.evaluate(async () => {
        for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name)
      })
      await expectWhole()
    }
  })

  test.runIf(name === 'chrome')('where nothing more can be kept, all is judged', async () => {
    await browser.fillDisk?.(true)
    try {
      await page.goto(`${site.address}/feed-800`)
      await expectWhole()
      await page.goto(`${site.address}/feed-800?again`)
      await expectWhole()
    } finally {
      await browser.fillDisk?.(false)
    }
  })

  test('the whole browser: settings are as they were, and all is checked anew', async () => {
    await changeSettings(popup, { effect: 'blur', level: 'strict' })
    const kept = () => popup.evaluate(async () => (await chrome.storage.local.get('settings')).settings)
    const before = await kept()
    for (const [i, ms] of moments(2500).entries()) {
      await page.goto(`${site.address}/feed-${600 + i}`)
      await pause(ms)
      await browser.crash()
      await begin()
      expect(await kept()).toEqual(before)
      await page.goto(`${site.address}/feed-${600 + i}`)
      await expectWhole()
    }
  })
})
