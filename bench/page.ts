/**
 * What does the extension cost the pages that it is at work on?
 * Chromium's own count of its main thread's work, in processor time, on a host that the extension may enter
 * (127.0.0.1) and on one that it may not (localhost), in the same run: a page of 60,000 elements and one of 500 veiled
 * pictures that rest for REST_MS, and a feed of 2,000 pictures that is scrolled through. Medians of the rounds.
 */
import { launch, type Page } from '../demo/browsers.ts'
import { draw } from '../demo/draw.ts'
import { serve } from '../demo/server.ts'
import { benchOptions } from './measure/options.mjs'
import { report } from './measure/report.ts'
import { median } from './measure/statistics.ts'

const { rounds } = benchOptions()
const REST_MS = 20_000
/** By then every picture of a page is judged. */
const JUDGED_MS = 35_000
const FEED = 2000
const picture = await draw({
  id: 'bench',
  label: 'offensive',
  scene: 'city',
  top: 'All immigrants',
  bottom: 'are criminals',
})
/** The longest task so far, and how much the layout shifted. */
const head = `<!doctype html><meta charset="utf-8"><body><script>
  globalThis.longest = globalThis.shift = 0
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true })
  watch('longtask', ({ duration }) => { longest = Math.max(longest, duration) })
  watch('layout-shift', ({ value }) => { shift += value })
</script>`
const times = (n: number, part: (i: number) => string) => Array.from({ length: n }, (_, i) => part(i)).join('')
/** Adds ten posts, and scrolls to the end. */
const FEED_SCRIPT = `<script>
  let added = 0
  globalThis.more = () => {
    for (let i = 0; i < 10 && added < ${FEED}; i++, added++) {
      const post = document.createElement('article')
      post.innerHTML = '<p>Post ' + added + '</p><img width="420" height="308" src="/picture.jpg?' + added % 50 + '">'
      document.body.append(post)
    }
    window.scrollTo(0, document.body.scrollHeight)
    return added
  }
</script>`
const pages: Record<string, string> = {
  '/elements': head + times(20_000, (i) => `<div class="a"><span>${i}</span><b>text</b></div>`),
  '/pictures': head + times(500, (i) => `<img width="70" height="70" src="/picture.jpg?${i % 50}">`),
  '/feed': head + FEED_SCRIPT,
}
const site = await serve(async (path) =>
  path === '/picture.jpg' ? { type: 'image/jpeg', body: picture } : { type: 'text/html', body: pages[path] ?? head },
)
const browser = await launch('chrome')
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const worked = (page: Page) => page.workedMs?.() ?? Promise.reject(new Error('only Chromium counts its work'))

/** Work of a page at rest, and its longest task. */
async function rest(page: Page, path: string, address: string): Promise<Record<string, number>> {
  await page.goto(address + path)
  await pause(JUDGED_MS)
  await page.evaluate(() => Object.assign(globalThis, { longest: 0 }))
  const before = await worked(page)
  await pause(REST_MS)
  const ms = (await worked(page)) - before
  const longest = await page.evaluate(() => (globalThis as unknown as { longest: number }).longest)
  return { '% of the thread': (100 * ms) / REST_MS, 'longest task over 50 ms': longest }
}

async function scroll(page: Page, address: string): Promise<Record<string, number>> {
  await page.goto(`${address}/feed`)
  const before = await worked(page)
  const more = () => page.evaluate(() => (globalThis as unknown as { more(): number }).more())
  for (let added = 0; added < FEED; ) {
    added = await more()
    await pause(50)
  }
  await pause(3000)
  const ms = (await worked(page)) - before
  const shift = await page.evaluate(() => (globalThis as unknown as { shift: number }).shift)
  return { 'ms a picture': ms / FEED, 'layout shift': shift }
}

const runs: { page: string; measure: string; with: boolean; value: number }[] = []
for (let run = 0; run < rounds; run++) {
  for (const extension of [false, true]) {
    const address = extension ? site.address : site.address.replace('127.0.0.1', 'localhost')
    const page = await browser.newPage()
    for (const path of Object.keys(pages)) {
      const measured = await (path === '/feed' ? scroll(page, address) : rest(page, path, address))
      for (const [measure, value] of Object.entries(measured))
        runs.push({ page: path, measure, with: extension, value })
    }
    await page.close()
  }
}
await browser.close()
await site.close()
const names = [...new Set(runs.map(({ page, measure }) => `${page}, ${measure}`))]
const rows = names.map((name) => {
  const of = (extension: boolean) =>
    median(runs.filter((r) => `${r.page}, ${r.measure}` === name && r.with === extension).map(({ value }) => value))
  return { name, without: Number(of(false).toFixed(3)), with: Number(of(true).toFixed(3)) }
})
report('page', rows)
