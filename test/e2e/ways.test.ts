import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { type BrowserName, type Page, waitForReport } from '../../demo/browsers.ts'
import { type Site, serve } from '../../demo/server.ts'
import type { PictureReport } from '../../src/extension/protocol.ts'
import { pictures } from './site.ts'
import { useVisit } from './visit.ts'
import { HEIGHT, KINDS, type Kind, SCALE, VERDICTS, type Verdict, WIDTH, ways, waysPages } from './ways-pages.ts'

const LIMIT_MS = 120_000
const places = Object.keys(ways).flatMap((way) =>
  VERDICTS.map((verdict) => ({ way, verdict, id: `${way}-${verdict}` })),
)

async function serveWays(): Promise<Site> {
  const address = async (verdict: Verdict) => `data:image/jpeg;base64,${(await pictures[verdict]).toString('base64')}`
  const pages = waysPages({ offensive: await address('offensive'), harmless: await address('harmless') })
  return serve(async (path) => {
    const page = pages[path.slice(1) as Kind]
    if (page) return { type: 'text/html', ...page }
    const verdict = /^\/(offensive|harmless)-[-\w]+\.jpg$/.exec(path)?.[1] as Verdict | undefined
    return verdict ? { type: 'image/jpeg', body: await pictures[verdict] } : null
  })
}

const WIDE = Math.round(WIDTH * SCALE)
const HIGH = Math.round(HEIGHT * SCALE)
const grey = (picture: Sharp) => picture.resize(WIDE, HIGH, { fit: 'fill' }).greyscale().raw().toBuffer()

/** How far each place of a page is from showing its picture: mean difference of pixels, 0 to 255. */
async function differences(page: Page, folder: string): Promise<Record<string, number>> {
  const file = join(folder, 'page.png')
  await page.screenshot(file)
  const boxes = await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('.cell')].map((cell) => {
        const { x, y } = cell.getBoundingClientRect()
        return [cell.id, { left: Math.round(x + scrollX), top: Math.round(y + scrollY) }]
      }),
    ),
  )
  const found: Record<string, number> = {}
  for (const { id, verdict } of places) {
    const [seen, wanted] = await Promise.all([
      grey(
        sharp(
          await sharp(file)
            .extract({ ...boxes[id], width: WIDE, height: HIGH })
            .png()
            .toBuffer(),
        ),
      ),
      grey(sharp(await pictures[verdict])),
    ])
    found[id] = wanted.reduce((sum, value, i) => sum + Math.abs(value - seen[i]), 0) / wanted.length
  }
  return found
}

/** A shown picture is resampled a little otherwise; a veiled one has lost its letters. */
const MOST_WHEN_SHOWN = 12
const LEAST_WHEN_VEILED = 20

/** Places that show what they shouldn't, or don't show what they should. */
async function misshown(page: Page, folder: string): Promise<string[]> {
  const found = await differences(page, folder)
  return places
    .filter(({ id, verdict }) =>
      verdict === 'offensive' ? found[id] < LEAST_WHEN_VEILED : found[id] > MOST_WHEN_SHOWN,
    )
    .map(({ id }) => `${id} differs by ${found[id].toFixed(1)}`)
}

describe.each<BrowserName>(['chrome', 'firefox'])('every way to show a picture in %s', (name) => {
  const visit = useVisit(name, serveWays)
  const folder = mkdtempSync(join(tmpdir(), 'memeveil-ways-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const stateOf = (found: PictureReport[], start: string) => found.find((p) => p.address.includes(start))?.state
  /** Places whose state in the popup isn't theirs; frames tell theirs to nobody. */
  const misjudged = (found: PictureReport[], kind: Kind) =>
    places
      .filter(({ way }) => !ways[way].framed && !ways[way].unnamed)
      .map(({ way, verdict, id }) => ({ id, verdict, state: stateOf(found, `/${verdict}-${way}-${kind}.jpg`) }))
      .filter(({ verdict, state }) => state !== (verdict === 'offensive' ? 'offensive' : 'fine'))
      .map(({ id, state }) => `${id} is ${state}`)

  test.each(KINDS)(
    'complaint 5: on a %s page: what is offensive is veiled, what is harmless is as it was',
    async (kind) => {
      await visit.page.goto(`${visit.site.address}/${kind}`)
      const isBusy = () => visit.page.evaluate(() => document.title === 'busy')
      await vi.waitFor(async () => expect(await isBusy()).toBe(false), { timeout: LIMIT_MS, interval: 500 })
      const ready = (found: PictureReport[]) => misjudged(found, kind).length === 0
      await waitForReport(visit.popup, visit.site.address, ready, LIMIT_MS)
      const wrong = () => misshown(visit.page, folder)
      await vi.waitFor(async () => expect(await wrong()).toEqual([]), { timeout: LIMIT_MS, interval: 1000 })
    },
    4 * LIMIT_MS,
  )
})
