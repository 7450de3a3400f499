import { readFileSync } from 'node:fs'
import { describe, expect, test, vi } from 'vitest'
import { type BrowserName, type Page, waitForReport } from '../../demo/browsers.ts'
import { type Site as LocalSite, serve } from '../../demo/server.ts'
import type { PictureReport } from '../../src/extension/protocol.ts'
import { pictures } from './site.ts'
import { choose, pause, settled, useVisit } from './visit.ts'

/** Two sites that a browser opens without https; it knows of most others that they have nothing else. */
const OPEN = { x: 'http://x.com', ninegag: 'http://9gag.com' }
const SIZES = `<style>[data-expect="picture"] { display: block; width: 420px; height: 308px }
  [data-expect="alone"] { width: 96px; height: 96px }</style>`
const LATE_MS = 2000

/** Serves the drawn pages, and one offensive picture at every other address. */
function serveFixtures(): Promise<LocalSite> {
  return serve(async (path) => {
    const name = Object.keys(OPEN).find((name) => path === `/${name}` || path === `/${name}-late`)
    if (path.endsWith('/late')) await pause(LATE_MS)
    if (!name) return { type: 'image/jpeg', body: await pictures.offensive }
    const page = readFileSync(`test/fixtures/sites/${name}.html`, 'utf8').replaceAll('https://', 'http://') + SIZES
    return { type: 'text/html', body: path.endsWith('-late') ? page.replace('media/A2', 'media/late') : page }
  })
}

/** Whether the images that carry a mark are covered, blurred or still unjudged, each once. */
const covered = (page: Page, mark: string) =>
  page.evaluate((mark) => {
    const images = [...document.querySelectorAll(`img[data-expect="${mark}"]`)]
    const styles = images.map((image) => getComputedStyle(image))
    const found = styles.map((s) => s.filter.includes('blur') || s.objectPosition.startsWith('-'))
    return [...new Set(found)]
  }, mark)

describe.each<BrowserName>(['chrome', 'firefox'])('sites in %s', (name) => {
  const visit = useVisit(name, serveFixtures, ({ address }) => ({ hosts: Number(new URL(address).port) }))

  test.each(Object.entries(OPEN))(
    'under the real name of %s pictures are veiled, avatars stay',
    async (site, address) => {
      const { popup, page } = visit
      await page.goto(`${address}/${site}`)
      const found = await waitForReport(popup, address, (f) => f.some((p) => p.state === 'offensive'), 90_000)
      // fetched from the site's own picture server, by the permission that its file gives
      expect(found.filter((p) => p.state === 'unknown')).toEqual([])
      expect(await covered(page, 'picture')).toEqual([true])
      expect(await covered(page, 'alone')).toEqual([false])
    },
  )

  const firstPost = () =>
    visit.page.evaluate(() => {
      const article = document.querySelector('article') as HTMLElement
      const { x, y, width, height } = article.getBoundingClientRect()
      return { x: x + width / 2, y: y + height / 2, height, text: article.innerText.trim() }
    })
  const isFolded = async () => (await firstPost()).height === 44
  /** Clicks on the first post once it is folded. */
  async function openFolded(): Promise<void> {
    await vi.waitUntil(isFolded, { timeout: 30_000, interval: 100 })
    // the label is placed before the next frame
    await pause(500)
    const { x, y, text } = await firstPost()
    expect(text).toBe('')
    await visit.page.click(x, y)
  }

  test('a folded post is one line, and a click opens it', async () => {
    await choose(visit.popup, 'unit', 'picture')
    await visit.page.goto(`${OPEN.x}/x`)
    // those of the first post
    const judged = (found: PictureReport[]) => settled(3)(found.slice(0, 3))
    await waitForReport(visit.popup, OPEN.x, judged, 30_000)
    await choose(visit.popup, 'unit', 'fold')
    await openFolded()
    await vi.waitUntil(async () => !(await isFolded()), { timeout: 5000, interval: 100 })
    expect((await firstPost()).text).toContain('Sunday soup')
  })

  test('an opened post stays open when a late picture of it is judged', async () => {
    await choose(visit.popup, 'unit', 'fold')
    await visit.page.goto(`${OPEN.x}/x-late`)
    await openFolded()
    // the extension asks for it by itself
    await pause(2 * LATE_MS)
    expect(await isFolded()).toBe(false)
  })
})
