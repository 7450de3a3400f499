import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, type BrowserName, launch, type Page } from '../../demo/browsers.ts'
import { draw } from '../../demo/draw.ts'
import { feed } from '../../demo/server.ts'
import { createPipeline, type Pipeline } from '../../src/core/pipeline.ts'
import { platform } from '../../src/runtime/node/platform.ts'
import config from '../../vite.config.ts'
import { animation, apng, scene, svg } from '../fixtures/animations.ts'
import { type DecodedLook, decodedLook } from '../fixtures/decoded-look.ts'
import { golden } from '../fixtures/golden.ts'
import { pattern } from '../fixtures/pattern.ts'

interface Golden {
  pictures: { width: number; height: number; seed: number }[]
  texts: { text: string }[]
}
type InPage = {
  embedPattern(width: number, height: number, seed: number): Promise<number[]>
  embedText(text: string): Promise<number[]>
  decode(base64: string, background?: string): Promise<DecodedLook & { error?: string }>
  probability(base64: string, text: string): Promise<number>
}

/** Adds a page to the installed copy that exposes the browser runtime to the test. */
async function addParityPage(folder: string): Promise<void> {
  const { plugins, resolve, worker } = config({ mode: 'chrome-content', command: 'build' })
  const lib = {
    entry: 'test/e2e/parity-page.ts',
    formats: ['es' as const],
    fileName: () => 'parity.js',
  }
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    base: './',
    plugins,
    resolve,
    worker,
    build: { outDir: folder, emptyOutDir: false, target: 'es2022', lib },
  })
  writeFileSync(
    join(folder, 'parity.html'),
    '<!doctype html><meta charset="utf-8"><script type="module" src="parity.js"></script>',
  )
}

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0)

describe.each<BrowserName>(['chrome', 'firefox'])('Node and %s', (name) => {
  const { pictures, texts } = golden<Golden>('embeddings')
  let browser: Browser
  let page: Page
  let node: Pipeline

  beforeAll(async () => {
    node = await createPipeline(platform)
    browser = await launch(name, { prepare: addParityPage })
    page = await browser.extensionPage('parity.html')
  })
  afterAll(async () => {
    await browser?.close()
    await node?.close()
  })

  test('embed pictures and texts alike', async () => {
    const likeness: number[] = []
    for (const { width, height, seed } of pictures) {
      const there = await page.evaluate(
        ([w, h, s]) => (globalThis as unknown as InPage).embedPattern(w, h, s),
        [width, height, seed],
      )
      likeness.push(cosine(there, await node.towers.embedImage(pattern(width, height, seed))))
    }
    for (const { text } of texts) {
      const there = await page.evaluate((t) => (globalThis as unknown as InPage).embedText(t ?? ''), text)
      likeness.push(cosine(there, (await node.towers.embedTexts([text]))[0] as Float32Array))
    }
    console.log(`${name}: least cosine ${Math.min(...likeness).toFixed(7)} over ${likeness.length}`)
    expect(Math.min(...likeness)).toBeGreaterThanOrEqual(0.9999)
  })

  test('give JPEGs the same probability through their own decoders, within .02', async () => {
    let furthest = 0
    const drawn = await Promise.all(feed.pictures.slice(0, 8).map(draw))
    const turned = await sharp(drawn[0]).withMetadata({ orientation: 6 }).toBuffer()
    const wideGamut = await sharp(drawn[1]).withIccProfile('p3').jpeg().toBuffer()
    for (const jpeg of [...drawn, turned, wideGamut]) {
      const text = 'brace yourselves the exams are coming'
      const there = await page.evaluate(
        ([b, t]) => (globalThis as unknown as InPage).probability(b, t),
        [jpeg.toString('base64'), text],
      )
      const here = (await node.judge({ image: new Uint8Array(jpeg), text })).probability
      furthest = Math.max(furthest, Math.abs(there - here))
    }
    console.log(`${name}: probabilities differ by at most ${furthest.toFixed(5)}`)
    expect(furthest).toBeLessThanOrEqual(0.02)
  })

  /** What the page's decoder makes of a picture. */
  const look = (picture: Buffer, background?: string) =>
    page.evaluate(([bytes, colour]) => (globalThis as unknown as InPage).decode(bytes as string, colour), [
      picture.toString('base64'),
      background,
    ] as const)

  test('see the same frames of GIF, WebP and APNG, and lay what is transparent on the same ground', async () => {
    const [red, green, blue] = ['#f00', '#0f0', '#00f'].map((fill) => scene(fill, 'word'))
    const pngs = await Promise.all([red, green, blue].map((drawn) => sharp(drawn).png().toBuffer()))
    const moving = await animation([red, red, green, red, blue])
    const words = svg('<text x="10" y="50" font-family="Liberation Sans" font-size="30" fill="#fff">words</text>')
    const sticker = await sharp(words).png().toBuffer()
    const pictures: [Buffer, string?][] = [
      [await moving.clone().gif().toBuffer()],
      [await moving.clone().webp({ lossless: true }).toBuffer()],
      [apng(pngs.map((png) => ({ png })))],
      [apng([{ png: pngs[0] }, { png: await sharp(green).resize(40).png().toBuffer(), x: 40, y: 20 }])],
      [pngs[0]],
      [sticker],
      [sticker, '#336699'],
    ]
    for (const [picture, background] of pictures) {
      const here = decodedLook(await platform.decode(new Uint8Array(picture), background))
      const there = await look(picture, background)
      expect({ ...there, frames: there.frames?.length }).toEqual({ ...here, frames: here.frames.length })
      const furthest = there.frames.flatMap((means, i) => means.map((mean, c) => Math.abs(mean - here.frames[i][c])))
      expect(Math.max(...furthest)).toBeLessThan(2)
    }
  })

  test('the browser sees the frames of an AVIF', async () => {
    const { size, frames } = await look(readFileSync('test/fixtures/red-then-blue.avif'))
    expect(size).toBe('160x120')
    expect(frames.map(([r, , b]) => (r > b ? 'red' : 'blue'))).toEqual(['red', 'blue'])
  })

  test('the browser draws an SVG with lettering or a photograph, and nothing of one without', async () => {
    const shapes = '<rect width="100" height="50" fill="#0f0"/>'
    const word = '<text y="40">word</text>'
    const drawn = (inside: string, attributes = 'viewBox="0 0 100 50"') =>
      look(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`))
    const dot = `data:image/png;base64,${(await sharp(scene('#00f')).png().toBuffer()).toString('base64')}`
    expect(await drawn(shapes)).toMatchObject({ blank: true })
    expect(await drawn(shapes + word)).toMatchObject({ size: '640x320', blank: false })
    expect(await drawn(shapes + word, 'width="200" height="100"')).toMatchObject({ size: '640x320' })
    expect(await drawn(shapes + word, 'width="4000px" height="1000"')).toMatchObject({ size: '1600x400' })
    expect(await drawn(shapes + word, '')).toMatchObject({ size: '640x320', transparent: true })
    expect(
      (await drawn(`<image width="100" height="50" preserveAspectRatio="none" href="${dot}"/>`)).frames[0][2],
    ).toBeGreaterThan(250)
    const styled = `<style>rect { fill: url(${dot}) }</style>${shapes}`
    expect(await drawn(styled)).toMatchObject({ blank: false })
    const html =
      '<foreignObject width="100" height="50"><p xmlns="http://www.w3.org/1999/xhtml">word</p></foreignObject>'
    expect(await drawn(shapes + html)).toMatchObject({ blank: false, size: '640x320' })
  })

  test('an SVG runs no script, loads nothing, and does not draw without end', async () => {
    const head = '<svg xmlns="http://www.w3.org/2000/svg" width="640" height="320"'
    const hostile = `${head}><script>document.documentElement.innerHTML = '<rect width="640" height="320"/>'</script>
      <text>a</text><image href="https://x.example/a.png" width="640" height="320"/></svg>`
    expect(await look(Buffer.from(hostile), '#ffffff')).toMatchObject({
      frames: [[0, 1, 2].map(() => expect.closeTo(230, -2))],
    })
    const ring = `${head}><text>a</text><g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g></svg>`
    expect((await look(Buffer.from(ring))).error).toBe('the SVG has too many parts to be drawn')
    const level = (i: number) => `<g id="g${i}">${`<use href="#g${i - 1}"/>`.repeat(20)}</g>`
    const bomb = `${head}><text>a</text><g id="g0"><path/></g>${[1, 2, 3, 4, 5, 6].map(level).join('')}</svg>`
    expect((await look(Buffer.from(bomb))).error).toBe('the SVG has too many parts to be drawn')
    for (const broken of ['<html><body>no picture</body></html>', `${head}><text>a</svg>`]) {
      expect((await look(Buffer.from(broken))).error).toMatch(/not a readable picture/)
    }
  })
})
