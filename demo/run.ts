import { mkdirSync, writeFileSync } from 'node:fs'
import { SingleBar } from 'cli-progress'
import { type BrowserName, launch, type Page, waitForReport } from './browsers.ts'
import { feed, serveFeed } from './server.ts'

/** Expected labels are compared at the end: this share must be right. */
const LEAST_RIGHT = 0.8
const LIMIT_MS = 240_000

interface Row {
  id: string
  expected: string
  state: string
  probability: number | null
  text: string
  ms: number | null
}

/** Scrolls on until every picture has a verdict, for only pictures near the viewport are checked. */
async function verdicts(name: BrowserName, page: Page, popup: Page, address: string): Promise<Row[]> {
  const bar = new SingleBar({ format: `${name} {bar} {value}/{total} pictures`, noTTYOutput: false })
  bar.start(feed.pictures.length, 0)
  let step = 0
  const ids = feed.pictures.map((p) => p.id)
  const idOf = (url: string) => ids.find((id) => url.includes(`/pictures/${id}.jpg`))
  const end = Date.now() + LIMIT_MS
  for (;;) {
    const pictures = await waitForReport(popup, address, () => true, 10_000)
    const done = pictures.filter((p) => p.state !== 'checking' && idOf(p.address))
    bar.update(new Set(done.map((p) => idOf(p.address))).size)
    const missing = ids.filter((id) => !done.some((p) => idOf(p.address) === id))
    if (missing.length === 0 || Date.now() > end) {
      bar.stop()
      return feed.pictures.map(({ id, label }) => {
        const found = done.find((p) => idOf(p.address) === id)
        return {
          id,
          expected: label,
          state: found?.state ?? 'none',
          probability: found?.probability ?? null,
          text: found?.text ?? '',
          ms: found?.ms ?? null,
        }
      })
    }
    await page.evaluate((y) => window.scrollTo(0, y), (step++ % 6) * 500)
    await new Promise((resolve) => setTimeout(resolve, 700))
  }
}

/** Writes out/demo/<browser>.json, prints a line, and returns what went wrong, an empty list when nothing did. */
function tell(name: BrowserName, rows: Row[]): string[] {
  writeFileSync(`out/demo/${name}.json`, `${JSON.stringify(rows, null, 2)}\n`)
  const none = rows.filter((r) => r.probability === null)
  const judged = rows.filter((r) => r.probability !== null)
  const right = judged.filter((r) => (r.state === 'offensive') === (r.expected === 'offensive')).length
  const times = rows.flatMap((r) => r.ms ?? []).sort((a, b) => a - b)
  const median = Math.round(times[times.length >> 1])
  console.log(
    `${name}: ${judged.length} of ${rows.length} judged, ${right} as expected, ` +
      `median ${median} ms a picture → out/demo/${name}.png`,
  )
  return [
    ...none.map((r) => `${name}: ${r.id} got no verdict (${r.state})`),
    ...(right / rows.length < LEAST_RIGHT ? [`${name}: only ${right} of ${rows.length} as expected`] : []),
  ]
}

/** Judges the feed without a window and leaves a picture of it in out/demo; returns what went wrong. */
async function check(name: BrowserName): Promise<string[]> {
  const site = await serveFeed()
  const browser = await launch(name)
  try {
    const popup = await browser.extensionPage()
    const page = await browser.newPage()
    await page.goto(site.address)
    const rows = await verdicts(name, page, popup, site.address)
    await page.evaluate(() => window.scrollTo(0, 0))
    await new Promise((resolve) => setTimeout(resolve, 500))
    mkdirSync('out/demo', { recursive: true })
    await page.screenshot(`out/demo/${name}.png`)
    return tell(name, rows)
  } finally {
    await browser.close()
    await site.close()
  }
}

/** Opens the feed for a person to look at, until they close the browser. */
async function show(): Promise<void> {
  const site = await serveFeed()
  const browser = await launch('chrome', { headless: false, handleSIGINT: false })
  const page = await browser.newPage()
  await page.goto(site.address)
  console.log(`The demo feed is open in Chromium (${site.address}). Close it, or press Ctrl+C here, to end.`)
  await Promise.race([browser.closed, new Promise<void>((resolve) => process.once('SIGINT', resolve))])
  await browser.close()
  await site.close()
}

if (process.argv.includes('--headless')) {
  const problems = [...(await check('chrome')), ...(await check('firefox'))]
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length > 0 ? 1 : 0
} else {
  await show()
}
