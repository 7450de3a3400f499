import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, launch, type Page, waitForReport } from '../../demo/browsers.ts'
import { type Site as LocalSite, serve } from '../../demo/server.ts'
import { pictures } from './site.ts'

/** Two sites that a browser opens without https; it knows of most others that they have nothing else. */
const OPEN = { x: 'http://x.com', ninegag: 'http://9gag.com' }
const SIZES = `<style>[data-expect="picture"] { display: block; width: 420px; height: 308px }
  [data-expect="alone"] { width: 40px; height: 40px }</style>`

/** Serves the drawn pages, and one offensive picture at every other address. */
function serveFixtures(): Promise<LocalSite> {
  return serve(async (path) => {
    const name = Object.keys(OPEN).find((name) => path === `/${name}`)
    if (!name) return { type: 'image/jpeg', body: await pictures.offensive }
    const page = readFileSync(`test/fixtures/sites/${name}.html`, 'utf8')
    return { type: 'text/html', body: page.replaceAll('https://', 'http://') + SIZES }
  })
}

/** Whether the images that carry a mark are blurred, each once. */
const blurred = (page: Page, mark: string) =>
  page.evaluate((mark) => {
    const images = [...document.querySelectorAll(`img[data-expect="${mark}"]`)]
    return [...new Set(images.map((image) => getComputedStyle(image).filter.includes('blur')))]
  }, mark)

let local: LocalSite
let browser: Browser

beforeAll(async () => {
  local = await serveFixtures()
  browser = await launch('chrome', { hosts: Number(new URL(local.address).port) })
})
afterAll(async () => {
  await browser?.close()
  await local?.close()
})

test.each(Object.entries(OPEN))(
  'under the real name of %s pictures are veiled, avatars stay',
  async (name, address) => {
    const popup = await browser.extensionPage()
    const page = await browser.newPage()
    await page.goto(`${address}/${name}`)
    const found = await waitForReport(popup, address, (f) => f.some((p) => p.state === 'offensive'), 90_000)
    // fetched from the site's own picture server, by the permission that its file gives
    expect(found.filter((p) => p.state === 'unknown')).toEqual([])
    expect(await blurred(page, 'picture')).toEqual([true])
    expect(await blurred(page, 'alone')).toEqual([false])
    await page.close()
    await popup.close()
  },
)
