import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BrowserName } from '../../demo/browsers.ts'
import { draw } from '../../demo/draw.ts'
import { serve } from '../../demo/server.ts'
import { createReader, type Reader } from '../../src/core/reading/reader.ts'
import { firstCss, MARK, pageCss, WORDS, type Words } from '../../src/extension/content/cover/stylesheet.ts'
import { platform } from '../../src/runtime/node/platform.ts'
import { useVisit } from './visit.ts'

const PICTURES: Record<string, () => Promise<Buffer>> = {
  '/captions.jpg': () =>
    draw({ id: 'a', label: 'non-offensive', scene: 'city', top: 'One does not simply', bottom: 'read a veiled meme' }),
  // letters of a quarter of the picture's height
  '/poster.png': () => {
    const line = (words: string, y: number) => `<text x="30" y="${y}">${words}</text>`
    return sharp(
      Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="880"><rect width="1200" height="880"
        fill="#fff"/><g font-family="sans-serif" font-weight="900" font-size="190">${line('READ MY', 230)}
        ${line('HUGE', 500)}${line('WORDS', 770)}</g></svg>`),
    )
      .png()
      .toBuffer()
  },
}
const OWN_WORDS = new Set('one does not simply read a veiled meme my huge words'.split(' '))

const words = Object.fromEntries(WORDS.map((word) => [word, word])) as Words
const COVERS: Record<string, { css: string; mark: string }> = {
  'what covers first': { css: firstCss(), mark: '' },
  ...Object.fromEntries(
    (['blur', 'solid', 'greyscale'] as const).map((effect) => [
      effect,
      { css: pageCss({ effect, coverFirst: true, trusted: [] }, words), mark: `${MARK}="${words.veiled}"` },
    ]),
  ),
}

/** How wide a picture is shown, in CSS pixels, and how many of the screen's pixels are in one. */
const SHOWN = [
  { width: 300, scale: 1 },
  { width: 600, scale: 1 },
  { width: 1200, scale: 1 },
  { width: 300, scale: 2 },
  { width: 600, scale: 2 },
]

/** The page is on a host that the extension may not enter: no label adds words of its own. */
function pageOf(picture: string, cover: string, { width, scale }: (typeof SHOWN)[number]): string {
  const { css, mark } = COVERS[cover] ?? { css: '', mark: '' }
  return `<!doctype html><html style="zoom:${scale}"><body style="margin:0"><style>${css}</style>
    <img ${mark} src="${picture}" width="${width}" style="display:block">`
}

describe.each(['chrome', 'firefox'] as const)('%s: lettering, read from the screen', (name: BrowserName) => {
  const folder = mkdtempSync(join(tmpdir(), 'memeveil-effects-'))
  let html = ''
  const visit = useVisit(name, () =>
    serve(async (path) => {
      const drawn = PICTURES[path]
      return drawn ? { type: `image/${path.split('.')[1]}`, body: await drawn() } : { type: 'text/html', body: html }
    }),
  )
  let reader: Reader
  beforeAll(async () => {
    reader = await createReader(platform)
  })
  afterAll(async () => {
    await reader?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** The picture's own words of three letters or more: others, and shorter ones, are read into any shadow. */
  async function read(picture: string, cover: string, shown: (typeof SHOWN)[number]): Promise<string[]> {
    html = pageOf(picture, cover, shown)
    const path = `/${cover.replaceAll(' ', '-')}-${picture.length}-${shown.width}-${shown.scale}`
    await visit.page.goto(`${visit.site.address.replace('127.0.0.1', 'localhost')}${path}`)
    const file = join(folder, 'page.png')
    await visit.page.screenshot(file)
    const width = shown.width * shown.scale
    const cut = { left: 0, top: 0, width, height: Math.min(880, Math.round(width * 0.73)) }
    const bytes = await sharp(file).extract(cut).png().toBuffer()
    const { text } = await reader.read(await platform.decode(new Uint8Array(bytes)))
    return text.split(/\s+/).filter((word) => word.length >= 3 && OWN_WORDS.has(word.toLowerCase()))
  }

  test.each(Object.keys(PICTURES))('without a veil that of %s can be read', async (picture) => {
    for (const shown of SHOWN) {
      expect((await read(picture, 'none', shown)).length).toBeGreaterThanOrEqual(3)
    }
  })

  test.each(Object.keys(COVERS))('complaint 11: %s leaves none', async (cover) => {
    for (const picture of Object.keys(PICTURES)) {
      for (const shown of SHOWN) {
        expect([picture, shown, await read(picture, cover, shown)]).toEqual([picture, shown, []])
      }
    }
  })
})
