import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, launch, type Page } from '../../demo/browsers.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'
import { pictures } from './site.ts'

type Judged = Extract<CheckResult, { state: 'judged' }>
const LOADING_MS = 170_000
const TEST_MS = 400_000
const TEXT = 'All immigrants are criminals'

let browser: Browser
let popup: Page
// SwiftShader computes WebGPU on the CPU: right, and very slow
beforeAll(async () => {
  browser = await launch('chrome', { webgpu: true })
  popup = await browser.extensionPage()
})
afterAll(() => browser?.close())

/** The models go on loading when a check gives up waiting for them, and the next check finds them. */
async function check(bytes: Buffer, text?: string): Promise<Judged> {
  const picture = `data:image/png;base64,${bytes.toString('base64')}`
  for (const start = Date.now(); ; ) {
    const result = await popup.evaluate(
      (payload) =>
        chrome.runtime.sendMessage({ name: 'popup-to-background: check-by-hand', payload }) as Promise<CheckResult>,
      { picture, text },
    )
    if (result.state === 'judged') return result
    if (result.kind !== 'too-late' || Date.now() - start > LOADING_MS) throw new Error(JSON.stringify(result))
  }
}

/** So few pixels that the detector is done with them in seconds. */
function line(words: string): Promise<Buffer> {
  const letters = 'font-family="Liberation Sans" font-weight="bold" font-size="28" text-anchor="middle" fill="#fff"'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="128" height="64">
    <rect width="128" height="64" fill="#357"/><text x="64" y="42" ${letters}>${words}</text></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

test(
  'towers and reader run on WebGPU; what it loses, and what comes after it, WASM judges alike',
  async () => {
    const read = await check(await line('SO WHAT'))
    const told = await check(await pictures.offensive, TEXT)
    expect([read.devices, told.devices, read.verdict.text]).toEqual([
      { towers: 'webgpu', reader: 'webgpu' },
      { towers: 'webgpu', reader: null },
      'SO WHAT',
    ])
    const lost = check(await pictures.offensive, TEXT)
    await browser.crashGpu?.()
    expect((await lost).devices).toEqual({ towers: 'wasm', reader: null })
    expect(Math.abs((await lost).verdict.probability - told.verdict.probability)).toBeLessThan(0.005)
    const next = await check(await line('NOTHING'))
    expect([next.devices, next.verdict.text]).toEqual([{ towers: 'wasm', reader: 'wasm' }, 'NOTHING'])
  },
  TEST_MS,
)
