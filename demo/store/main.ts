// The stores' texts and pictures in out/store/<language>, for all languages or those named.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import sharp from 'sharp'
import { launch, type Page } from '../browsers.ts'
import { directionOf, type Listing, listingIn, type Shot, screenshotHtml, tileHtml } from './frames.ts'
import { takeRaw } from './raw.ts'

const LANGUAGES = readdirSync('public/_locales')
/** The room below the sentence, and its middle. */
const TOP = 112
const BOTTOM = 800
const FULL = { left: 48, top: TOP, width: 1184, height: BOTTOM - TOP - 32 }

/** A whole screenshot as large as it fits, in the middle of the room from `left` on. */
async function whole(path: string, largest: number, left = 0): Promise<Shot> {
  const { width = 1, height = 1 } = await sharp(path).metadata()
  const scale = Math.min(largest, FULL.height / height)
  const size = { width: Math.round(width * scale), height: Math.min(FULL.height, Math.round(height * scale)) }
  return { path, ...size, top: TOP, left: Math.round((left + 1280 - size.width) / 2), scale }
}

async function compose(page: Page, { captions }: Listing, direction: string, folder: string): Promise<void> {
  const raw = (name: string) => `${folder}/raw/${name}.png`
  const feed: Shot = { path: raw('feed'), ...FULL, from: { x: 8, y: 0 }, scale: 0.942 }
  const pictures = {
    '1-feed': screenshotHtml(captions.feed, direction, [feed]),
    '2-why': screenshotHtml(captions.why, direction, [
      { ...feed, path: raw('panel'), from: { x: 4, y: 84 }, scale: 1.2 },
    ]),
    '3-popup': screenshotHtml(captions.popup, direction, [
      { ...feed, width: 700, from: { x: 0, y: 84 }, scale: 1.1 },
      await whole(raw('popup'), 1.25, 760),
    ]),
    '4-levels': screenshotHtml(captions.levels, direction, [
      { ...(await whole(raw('general'), 1)), ...FULL, scale: 1.388 },
    ]),
    '5-private': screenshotHtml(captions.private, direction, [await whole(raw('privacy'), 1.3)]),
    tile: tileHtml(captions.tile, direction, [
      { path: raw('feed'), left: 24, top: 132, width: 392, height: 160, from: { x: 16, y: 100 }, scale: 0.63 },
    ]),
  }
  for (const [name, html] of Object.entries(pictures)) {
    await page.evaluate((html) => document.write(html), html)
    await page.evaluate(async () => {
      document.close()
      await Promise.all([...document.images].map((image) => image.decode()))
    })
    await page.screenshot(`${folder}/${name}.png`, '#picture')
  }
}

/** Drawn in a browser without a page's address, for elsewhere the extension would judge its own screenshots. */
async function draw(language: string): Promise<void> {
  const folder = `out/store/${language}`
  mkdirSync(`${folder}/raw`, { recursive: true })
  const listing = listingIn(language)
  writeFileSync(`${folder}/summary.txt`, `${listing.summary}\n`)
  writeFileSync(`${folder}/description.txt`, `${listing.description.join('\n\n')}\n`)
  await takeRaw(language, `${folder}/raw`)
  const browser = await launch('chrome')
  try {
    await compose(await browser.newPage(), listing, directionOf(language), folder)
  } finally {
    await browser.close()
  }
  console.log(`${folder}: summary, description, five screenshots and a tile`)
}

const wanted = process.argv.slice(2)
for (const language of LANGUAGES) if (wanted.length === 0 || wanted.includes(language)) await draw(language)
