/**
 * How long is a photo blank where only what has lettering is covered first?
 * From when the page has it until it is shown, after its first look or, where all is covered first, after its verdict:
 * one photo, and the mean of AT_ONCE that come together. Each photo is a new one; browsers are warm.
 */
import sharp from 'sharp'
import { type BrowserName, launch } from '../demo/browsers.ts'
import { serve } from '../demo/server.ts'
import type { CoverFirst } from '../src/extension/settings.ts'
import { changeSettings } from '../test/e2e/visit.ts'
import { blobs } from '../test/fixtures/blobs.ts'
import { type Figures, interleaved } from './measure/interleaved.ts'
import { benchOptions } from './measure/options.mjs'
import { report } from './measure/report.ts'
import { compared } from './measure/statistics.ts'

const AT_ONCE = 8
const WIDTH = 800
const HEIGHT = 600

const { rounds } = benchOptions()
const photos: Buffer[] = []
for (let seed = 1; seed <= 4 * 2 * (rounds + 1) * (AT_ONCE + 1); seed++) {
  const { data, width, height } = blobs(WIDTH, HEIGHT, seed)
  photos.push(
    await sharp(data, { raw: { width, height, channels: 3 } })
      .jpeg()
      .toBuffer(),
  )
}

/** Shows photos, and says for how long they were blank, in the mean; runs in the page. */
async function blankMs(sources: string[]): Promise<number> {
  const all = sources.map(async (src) => {
    const image = Object.assign(new Image(200, 150), { src })
    document.body.append(image)
    await new Promise((resolve) => image.addEventListener('load', resolve))
    const start = performance.now()
    while (getComputedStyle(image).objectPosition.startsWith('-9')) await new Promise(requestAnimationFrame)
    return performance.now() - start
  })
  const ms = await Promise.all(all)
  document.body.replaceChildren()
  return ms.reduce((a, b) => a + b) / ms.length
}

async function measure(name: BrowserName): Promise<Figures> {
  let next = 0
  const site = await serve(async (path) => {
    const photo = photos[Number(/^\/(\d+)\.jpg$/.exec(path)?.[1])]
    if (photo) return { type: 'image/jpeg', body: photo }
    return { type: 'text/html', body: '<!doctype html><body>' }
  })
  const browser = await launch(name)
  const options = await browser.extensionPage('src/extension/welcome/welcome.html')
  const page = await browser.newPage()
  const blank = (coverFirst: CoverFirst, n: number) => async () => {
    await changeSettings(options, { coverFirst })
    await page.goto(`${site.address}/`)
    return page.evaluate(
      blankMs,
      Array.from({ length: n }, () => `/${next++}.jpg`),
    )
  }
  const measures = {
    'one, until its verdict': blank('all', 1),
    'one, until its first look': blank('lettering', 1),
    [`${AT_ONCE}, until their verdicts`]: blank('all', AT_ONCE),
    [`${AT_ONCE}, until their first looks`]: blank('lettering', AT_ONCE),
  }
  // the models are loaded
  for (const once of Object.values(measures)) await once()
  const figures = await interleaved(measures, rounds)
  await browser.close()
  await site.close()
  return figures
}

const rows: object[] = []
const raw: Record<string, Figures> = {}
for (const name of ['chrome', 'firefox'] as const) {
  raw[name] = await measure(name)
  const [base] = Object.keys(raw[name])
  rows.push(...compared(raw[name], base).map((row) => ({ browser: name, ...row })))
}
report('first', rows, raw)
