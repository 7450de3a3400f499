import { writeFileSync } from 'node:fs'
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
import { golden } from '../fixtures/golden.ts'
import { pattern } from '../fixtures/pattern.ts'

interface Golden {
  pictures: { width: number; height: number; seed: number }[]
  texts: { text: string }[]
}
type InPage = {
  embedPattern(width: number, height: number, seed: number): Promise<number[]>
  embedText(text: string): Promise<number[]>
  probability(base64: string, text: string): Promise<number>
}

/** Adds a page to the installed copy that exposes the browser runtime to the test. */
async function addParityPage(folder: string): Promise<void> {
  const { plugins, resolve } = config({ mode: 'chrome-content', command: 'build' })
  const lib = {
    entry: 'test/e2e/parity-page.ts',
    formats: ['iife' as const],
    name: 'parity',
    fileName: () => 'parity.js',
  }
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins,
    resolve,
    build: { outDir: folder, emptyOutDir: false, target: 'es2022', lib },
  })
  writeFileSync(join(folder, 'parity.html'), '<!doctype html><meta charset="utf-8"><script src="parity.js"></script>')
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
})
