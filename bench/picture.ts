/**
 * What does a picture cost, in which host, and in which stage?
 * Up to PICTURES pictures, each judged once by Node, Chromium and Firefox in turns, behind one that warms them up: the
 * browsers would answer a second time from their caches. Milliseconds of a verdict's stages, and of all of them.
 */
import { type BrowserName, launch } from '../demo/browsers.ts'
import { type Stages, totalMs } from '../src/core/decide.ts'
import { createPipeline } from '../src/core/pipeline.ts'
import type { CheckResult } from '../src/extension/check-result.ts'
import { platform } from '../src/runtime/node/platform.ts'
import { interleaved } from './measure/interleaved.ts'
import { benchOptions } from './measure/options.mjs'
import { benchPictures } from './measure/pictures.ts'
import { report } from './measure/report.ts'
import { compared, median, rounded } from './measure/statistics.ts'

const PICTURES = 24
const STAGES = ['decode', 'ocr', 'vision', 'text', 'head'] as const
const [warmUp, ...pictures] = await benchPictures(benchOptions().pictures, PICTURES + 1)

type Bytes = Uint8Array<ArrayBuffer>
interface Host {
  judge(picture: Bytes): Promise<Stages>
  close(): Promise<void>
}

async function openNode(): Promise<Host> {
  const pipeline = await createPipeline(platform)
  return { judge: async (image) => (await pipeline.judge({ image })).ms, close: () => pipeline.close() }
}

async function openBrowser(name: BrowserName): Promise<Host> {
  const browser = await launch(name)
  const popup = await browser.extensionPage()
  return {
    async judge(bytes) {
      const result = await popup.evaluate(
        (picture) =>
          chrome.runtime.sendMessage({
            name: 'popup-to-background: check-by-hand',
            payload: { picture },
          }) as Promise<CheckResult>,
        `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`,
      )
      if (result.state !== 'judged') throw new Error(`${name}: ${result.reason}`)
      if (result.devices === null) throw new Error(`${name} had judged a picture before: they have to differ`)
      return result.verdict.ms
    },
    close: () => browser.close(),
  }
}

const hosts = { node: await openNode(), chrome: await openBrowser('chrome'), firefox: await openBrowser('firefox') }
const stages: Record<string, Stages[]> = { node: [], chrome: [], firefox: [] }
const measure = (name: keyof typeof hosts) => async (round: number) => {
  const ms = await hosts[name].judge(pictures[round].bytes)
  stages[name].push(ms)
  return totalMs(ms)
}
for (const host of Object.values(hosts)) await host.judge(warmUp.bytes)
const measures = { node: measure('node'), chrome: measure('chrome'), firefox: measure('firefox') }
const figures = await interleaved(measures, pictures.length)
for (const host of Object.values(hosts)) await host.close()
const rows = compared(figures, 'node').map((row) => {
  const stage = (name: (typeof STAGES)[number]) => rounded(median(stages[row.what].map((ms) => ms[name])))
  return { ...row, ...Object.fromEntries(STAGES.map((name) => [name, stage(name)])) }
})
report('picture', rows, { figures, stages })
