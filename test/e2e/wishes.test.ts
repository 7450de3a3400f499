import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, describe, expect, test } from 'vitest'
import { type BrowserName, waitForReport } from '../../demo/browsers.ts'
import { serve } from '../../demo/server.ts'
import { pictures } from './site.ts'
import { pause, settled, useVisit } from './visit.ts'

const FADE_MS = 1500

/** An offensive picture, the same one as a background, and one that may not be asked for. */
const serveWishes = () =>
  serve(async (path) => {
    if (path.endsWith('.jpg')) return { type: 'image/jpeg', body: await pictures.offensive }
    const body = `<!doctype html><style>body { margin: 0 } img, div { display: block; width: 420px; height: 308px }
      #fading { transition: all ${FADE_MS}ms } div { background: url(/offensive.jpg?div) }</style><img id="fading"
      src="/offensive.jpg"><div></div>
      <script>document.write('<img src="' + location.origin.replace('127.0.0.1', 'localhost') + '/offensive.jpg">')
      </script>`
    return { type: 'text/html', body }
  })

/** A part of each label: in the middle of a picture, in the corner of a background. */
const LABELS = {
  veiled: { left: 150, top: 146, width: 120, height: 16 },
  background: { left: 300, top: 316, width: 100, height: 12 },
  unknown: { left: 150, top: 762, width: 120, height: 16 },
}

type Colour = [number, number, number]

function luminance(colour: Colour): number {
  const [r, g, b] = colour.map((v) => (v <= 10 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** By WCAG: 4.5 is what it wants of text, 7 where more contrast is wished for. */
function contrast(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const KINDS = [
  { wishes: { forcedColors: true }, media: '(forced-colors: active)', least: 7 },
  { wishes: { moreContrast: true }, media: '(prefers-contrast: more) and (forced-colors: none)', least: 7 },
  { wishes: { reducedMotion: true }, media: '(prefers-reduced-motion: reduce)', least: 4.5 },
]
const rows = (['chrome', 'firefox'] as BrowserName[]).flatMap((name) => KINDS.map((kind) => ({ name, ...kind })))

describe.each(rows)('$media in $name', ({ name, wishes, media, least }) => {
  const visit = useVisit(name, serveWishes, () => ({ wishes }))
  const folder = mkdtempSync(join(tmpdir(), 'memeveil-wishes-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function shot(): Promise<Buffer> {
    const file = join(folder, 'page.png')
    await visit.page.screenshot(file)
    return sharp(file).removeAlpha().png().toBuffer()
  }

  /** The colour that most of a label has, and the one of its words: the furthest from it. */
  async function coloursOf(page: Buffer, box: (typeof LABELS)['veiled']): Promise<{ ground: Colour; words: Colour }> {
    const raw = await sharp(page).extract(box).raw().toBuffer()
    const pixels = Array.from({ length: raw.length / 3 }, (_, i) => [...raw.subarray(3 * i, 3 * i + 3)] as Colour)
    const counts = new Map<string, number>()
    for (const pixel of pixels) counts.set(`${pixel}`, (counts.get(`${pixel}`) ?? 0) + 1)
    const [[most]] = [...counts].sort(([, a], [, b]) => b - a)
    const ground = most.split(',').map(Number) as Colour
    const [words] = pixels.sort((a, b) => contrast(b, ground) - contrast(a, ground))
    return { ground, words }
  }

  test('labels are legible, in the system’s own colours where those are forced', async () => {
    await visit.page.goto(`${visit.site.address}/wishes`)
    expect(await visit.page.evaluate((media) => matchMedia(media).matches, media)).toBe(true)
    await waitForReport(visit.popup, visit.site.address, settled(3), 90_000)
    await pause(600)
    const page = await shot()
    const system = await visit.page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body.appendChild(document.createElement('button')))
      return [backgroundColor, color].map((text) => text.match(/\d+/g)?.map(Number))
    })
    for (const [label, box] of Object.entries(LABELS)) {
      const { ground, words } = await coloursOf(page, box)
      console.log(`${name}, ${media}: ${label} ${contrast(ground, words).toFixed(1)} to 1`)
      expect(contrast(ground, words), label).toBeGreaterThanOrEqual(least)
      if (wishes.forcedColors) expect([label, ground, words]).toEqual([label, ...system])
    }
  })

  test.runIf(wishes.reducedMotion)(
    'a veil comes and goes at once, and comes so whatever the page animates',
    async () => {
      const { page } = visit
      /** A part of a picture without a label. */
      const part = async (top: number) =>
        sharp(await shot())
          .extract({ left: 0, top, width: 120, height: 120 })
          .raw()
          .toBuffer()
      const isAtRest = async (top: number) => {
        await pause(150) // the click's own frame
        const first = await part(top)
        await pause(400)
        return first.equals(await part(top))
      }
      await page.click(40, 660)
      expect(await isAtRest(616)).toBe(true)
      await page.click(40, 40)
      await pause(FADE_MS + 500) // the page fades it in by itself
      await page.click(400, 14)
      expect(await isAtRest(0)).toBe(true)
      expect(await page.evaluate(() => getComputedStyle(document.images[0]).filter)).toContain('blur')
    },
  )
})
