/**
 * How long does a feed take whose pictures come again, against one in which all differ?
 * A page of POSTS pictures, all of them in view, until the last one is judged: with SAME distinct ones, and with none
 * twice. Each round draws its own, for a verdict is kept. The engine is warm.
 */
import { launch, type Page, waitForReport } from '../demo/browsers.ts'
import { draw } from '../demo/draw.ts'
import { type Route, serve } from '../demo/server.ts'
import { interleaved, type Measure } from './measure/interleaved.ts'
import { benchOptions } from './measure/options.mjs'
import { report } from './measure/report.ts'
import { compared } from './measure/statistics.ts'

const POSTS = 200
const SAME = 12
const LIMIT_MS = 20 * 60_000
const { rounds } = benchOptions()

const drawn = new Map<string, Buffer>()

/** Draws what a feed's page will ask for, and writes the page. */
async function prepare(feed: string, distinct: number): Promise<void> {
  for (let i = 0; i < distinct; i++) {
    const caption = { top: `My cat knocked the vase ${i}`, bottom: `off the table ${feed}` }
    const path = `/${feed}/${i}.jpg`
    drawn.set(path, await draw({ id: path, label: 'non-offensive', scene: 'cat', ...caption }))
  }
  const posts = Array.from(
    { length: POSTS },
    (_, i) => `<img width="90" height="66" src="/${feed}/${i % distinct}.jpg">`,
  )
  drawn.set(`/${feed}`, Buffer.from(`<!doctype html><meta charset="utf-8"><body>${posts.join('')}`))
}

async function route(path: string): Promise<Route | null> {
  const body = drawn.get(path)
  return body ? { type: path.endsWith('.jpg') ? 'image/jpeg' : 'text/html', body } : null
}

const site = await serve(route)
const browser = await launch('chrome')

/** Milliseconds until every picture of a new feed is judged. */
async function judge(feed: string, distinct: number): Promise<number> {
  await prepare(feed, distinct)
  const address = `${site.address}/${feed}`
  const popup: Page = await browser.extensionPage()
  const page = await browser.newPage()
  const all = (pictures: { state: string }[]) =>
    pictures.length === POSTS && pictures.every(({ state }) => state === 'fine' || state === 'offensive')
  const start = performance.now()
  await page.goto(address)
  await waitForReport(popup, address, all, LIMIT_MS)
  const ms = performance.now() - start
  await page.close()
  await popup.close()
  return ms
}

const measure =
  (distinct: number): Measure =>
  (round) =>
    judge(`${distinct}-${round}`, distinct)

await judge('warm', 1)
const figures = await interleaved(
  { [`${POSTS} distinct`]: measure(POSTS), [`${SAME} distinct`]: measure(SAME) },
  rounds,
)
await browser.close()
await site.close()
report('feed', compared(figures, `${POSTS} distinct`), figures)
