/**
 * How long does a verdict take beside what a developer would build first?
 * In one Chromium: the extension's warm verdict on up to PICTURES pictures, and CLIP ViT-B/32 (int8, random weights)
 * with tesseract.js (its own language data, the whole picture), in a page of its own on as many threads. Beside them
 * the bundled image tower and the network of nsfwjs, both in that page. No picture comes twice: verdicts are kept.
 */
import { readFileSync } from 'node:fs'
import { launch, type Page } from '../demo/browsers.ts'
import { type Route, serve } from '../demo/server.ts'
import type { CheckResult } from '../src/extension/check-result.ts'
import { interleaved } from './measure/interleaved.ts'
import { benchOptions } from './measure/options.mjs'
import { benchPictures } from './measure/pictures.ts'
import { report } from './measure/report.ts'
import { compared } from './measure/statistics.ts'
import { textTower, visionTower } from './peers/clip.ts'

const PICTURES = 24
const WARM_UP = 2
/** Threads need a page of its own origin alone. */
const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' }
const TYPES: Record<string, string> = { mjs: 'text/javascript', js: 'text/javascript', wasm: 'application/wasm' }

const all = await benchPictures(benchOptions().pictures, PICTURES + WARM_UP)
const files: Record<string, Buffer> = {
  '/vision': visionTower(),
  '/text': textTower(),
  '/tower': readFileSync('public/models/memeveil-mini/vision.onnx'),
  '/nsfw': readFileSync('public/models/sexual/model.onnx'),
  ...Object.fromEntries(all.map(({ bytes }, i) => [`/picture/${i}`, Buffer.from(bytes)])),
}

async function route(path: string): Promise<Route | null> {
  const page = path === '/'
  const type = page ? 'text/html' : (TYPES[path.split('.').at(-1) ?? ''] ?? 'application/octet-stream')
  if (path === '/favicon.ico') return null
  const file = page ? 'bench/peers/page.html' : `node_modules${path}`
  return { type, body: files[path] ?? readFileSync(file), headers: ISOLATED }
}

type Peer = 'judge' | 'tower' | 'nsfw'
type Peers = { peers?: Record<Peer, (path: string) => Promise<void>> }

/** Milliseconds of one peer's work on a picture, as its page sees them. */
const byPeer = (page: Page, peer: Peer) => (picture: number) =>
  page.evaluate(
    async ({ peer, path }) => {
      const start = performance.now()
      await (globalThis as Peers).peers?.[peer](path)
      return performance.now() - start
    },
    { peer, path: `/picture/${picture}` },
  )

/** Milliseconds of a verdict, as the popup sees them. */
const byUs = (popup: Page) => async (picture: number) => {
  const { ms, result } = await popup.evaluate(
    async (picture) => {
      const start = performance.now()
      const message = { name: 'popup-to-background: check-by-hand', payload: { picture } }
      const result = (await chrome.runtime.sendMessage(message)) as CheckResult
      return { ms: performance.now() - start, result }
    },
    `data:image/jpeg;base64,${files[`/picture/${picture}`].toString('base64')}`,
  )
  if (result.state === 'judged' && result.devices === null) throw new Error(`${all[picture].name} was judged before`)
  return ms
}

const site = await serve(route)
const browser = await launch('chrome')
const popup = await browser.extensionPage()
const page = await browser.newPage()
await page.goto(site.address)
while (!(await page.evaluate(() => (globalThis as Peers).peers !== undefined)))
  await new Promise((resolve) => setTimeout(resolve, 100))
const measures = {
  'CLIP and tesseract.js': byPeer(page, 'judge'),
  MemeVeil: byUs(popup),
  "nsfwjs's network": byPeer(page, 'nsfw'),
  'image tower': byPeer(page, 'tower'),
}
await interleaved(measures, WARM_UP)
const later = Object.entries(measures).map(([name, measure]) => [name, (i: number) => measure(i + WARM_UP)] as const)
const figures = await interleaved(Object.fromEntries(later), all.length - WARM_UP)
await browser.close()
await site.close()
report('peers', compared(figures, 'CLIP and tesseract.js'), figures)
