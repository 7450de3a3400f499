import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { type Page, waitForReport } from '../../demo/browsers.ts'
import { type Site as LocalSite, serve } from '../../demo/server.ts'
import { pictures } from './site.ts'
import { pause, useVisit } from './visit.ts'

/** Two sites that a browser opens without https; it knows of most others that they have nothing else. */
const OPEN = { x: 'http://x.com', ninegag: 'http://9gag.com' }
const SIZES = `<style>[data-expect="picture"] { display: block; width: 420px; height: 308px }
  [data-expect="alone"] { width: 96px; height: 96px }</style>`

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

const visit = useVisit('chrome', serveFixtures, ({ address }) => ({ hosts: Number(new URL(address).port) }))

test.each(Object.entries(OPEN))(
  'under the real name of %s pictures are veiled, avatars stay',
  async (name, address) => {
    const { popup, page } = visit
    await page.goto(`${address}/${name}`)
    const found = await waitForReport(popup, address, (f) => f.some((p) => p.state === 'offensive'), 90_000)
    // fetched from the site's own picture server, by the permission that its file gives
    expect(found.filter((p) => p.state === 'unknown')).toEqual([])
    expect(await blurred(page, 'picture')).toEqual([true])
    expect(await blurred(page, 'alone')).toEqual([false])
  },
)

test('a folded post is one line, and a click opens it', async () => {
  const { popup, page } = visit
  await popup.evaluate(() => {
    const select = document.querySelector<HTMLSelectElement>('select[name=unit]') as HTMLSelectElement
    select.value = 'fold'
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await page.goto(`${OPEN.x}/x`)
  const post = () =>
    page.evaluate(() => {
      const article = document.querySelector('article') as HTMLElement
      const { x, y, width, height } = article.getBoundingClientRect()
      return { x: x + width / 2, y: y + height / 2, height, text: article.innerText.trim() }
    })
  const isFolded = async () => (await post()).height === 44
  await vi.waitUntil(isFolded, { timeout: 30_000, interval: 100 })
  const { x, y, height, text } = await post()
  expect([height, text]).toEqual([44, ''])
  // the label is placed before the next frame
  await pause(500)
  await page.click(x, y)
  await vi.waitUntil(async () => !(await isFolded()), { timeout: 5000, interval: 100 })
  expect((await post()).text).toContain('Sunday soup')
})
