/**
 * What does a picture cost, in which host, and in which stage?
 * Every picture of the demo feed is judged once to warm up and then REPEATS times in Node, once in each browser (whose
 * caches would answer a second time). Medians in milliseconds; ratios are to Node in the same run.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { type BrowserName, launch } from '../demo/browsers.ts'
import { draw } from '../demo/draw.ts'
import { feed } from '../demo/server.ts'
import type { Stages } from '../src/core/decide.ts'
import { createPipeline } from '../src/core/pipeline.ts'
import type { CheckResult } from '../src/extension/check-result.ts'
import { platform } from '../src/runtime/node/platform.ts'

const REPEATS = 3
const pictures = await Promise.all(feed.pictures.map(draw))
const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1]
const STAGES = ['decode', 'ocr', 'vision', 'text', 'head'] as const

async function inNode(): Promise<Stages[]> {
  const pipeline = await createPipeline(platform)
  const times: Stages[] = []
  for (let run = 0; run <= REPEATS; run++) {
    for (const picture of pictures) {
      const { ms } = await pipeline.judge({ image: new Uint8Array(picture) })
      if (run > 0) times.push(ms)
    }
  }
  await pipeline.close()
  return times
}

async function inBrowser(name: BrowserName): Promise<Stages[]> {
  const browser = await launch(name)
  const popup = await browser.extensionPage()
  const check = (payload: { picture?: string; text?: string }) =>
    popup.evaluate(
      (p) =>
        chrome.runtime.sendMessage({ name: 'popup-to-background: check-by-hand', payload: p }) as Promise<CheckResult>,
      payload,
    )
  const times: Stages[] = []
  for (const picture of [pictures[0], ...pictures]) {
    const result = await check({ picture: `data:image/jpeg;base64,${picture.toString('base64')}` })
    if (result.state !== 'judged') throw new Error(`${name}: ${result.reason}`)
    if (result.device !== null) times.push(result.verdict.ms)
  }
  await browser.close()
  return times.slice(1)
}

const hosts = { node: await inNode(), chrome: await inBrowser('chrome'), firefox: await inBrowser('firefox') }
const total = (ms: Stages) => STAGES.reduce((sum, stage) => sum + ms[stage], 0)
const base = median(hosts.node.map(total))
const rows = Object.entries(hosts).map(([host, times]) => ({
  host,
  n: times.length,
  ...Object.fromEntries(STAGES.map((stage) => [stage, Math.round(median(times.map((ms) => ms[stage])))])),
  total: Math.round(median(times.map(total))),
  'to Node': Number((median(times.map(total)) / base).toFixed(2)),
}))
console.table(rows)
mkdirSync('out/bench', { recursive: true })
writeFileSync('out/bench/picture.json', `${JSON.stringify(rows, null, 2)}\n`)
