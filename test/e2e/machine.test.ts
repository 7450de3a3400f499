import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { type Browser, type BrowserName, launch } from '../../demo/browsers.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'

const SOON = { timeout: 30_000, interval: 200 }
const MODEL = 'models/memeveil-mini'
const OUT_OF_MEMORY = 'out-of-memory'

let browser: Browser
afterEach(() => browser?.close())

async function check(text: string): Promise<CheckResult> {
  const popup = await browser.extensionPage()
  const result = await popup.evaluate(
    (payload) =>
      chrome.runtime.sendMessage({ name: 'popup-to-background: check-by-hand', payload }) as Promise<CheckResult>,
    { text },
  )
  await popup.close()
  return result
}

describe.each<BrowserName>(['chrome', 'firefox'])('in %s', (name) => {
  test('a model file that is damaged on the disk is named, and once it is whole again it judges', async () => {
    let whole = false
    const prepare = async (folder: string) => {
      if (whole) return
      const path = join(folder, MODEL, 'text.weights')
      const bytes = readFileSync(path)
      bytes[bytes.length >> 1] ^= 1
      writeFileSync(path, bytes)
    }
    browser = await launch(name, { prepare })
    const damaged = await check('hello there')
    expect(damaged).toMatchObject({ state: 'unknown', kind: 'failed' })
    expect(JSON.stringify(damaged)).toMatch(/memeveil-mini\/text\.weights is damaged: its SHA-256 is/)
    whole = true
    await browser.reload()
    expect(await check('hello there')).toMatchObject({ state: 'judged' })
  })

  test('models that find no memory are loaded again, and judge', async () => {
    // onnxruntime's own words, once
    const spoilt = `
      const answer = self.postMessage.bind(self)
      let full = false
      new BroadcastChannel('${OUT_OF_MEMORY}').onmessage = () => { full = true }
      self.postMessage = (done, ...more) => {
        const error = full && done.result && !('session' in done.result)
        full &&= !error
        answer(error ? { task: done.task, error: 'std::bad_alloc' } : done, ...more)
      }
    `
    browser = await launch(name, {
      async prepare(folder) {
        const assets = join(folder, 'assets')
        for (const file of readdirSync(assets).filter((asset) => asset.startsWith('session-worker-'))) {
          writeFileSync(join(assets, file), spoilt + readFileSync(join(assets, file), 'utf8'))
        }
      },
    })
    const before = await check('women drive')
    const popup = await browser.extensionPage()
    await popup.evaluate((channel) => new BroadcastChannel(channel).postMessage(null), OUT_OF_MEMORY)
    const after = await check('women drive')
    const probabilityOf = (result: CheckResult) => (result.state === 'judged' ? result.verdict.probability : result)
    expect(probabilityOf(after)).toEqual(probabilityOf(before))
    expect(after).toMatchObject({ state: 'judged' })
  })
})

test('without threads Chromium judges with one', async () => {
  browser = await launch('chrome', {
    async prepare(folder) {
      const path = join(folder, 'manifest.json')
      const { cross_origin_embedder_policy, cross_origin_opener_policy, ...rest } = JSON.parse(
        readFileSync(path, 'utf8'),
      )
      writeFileSync(path, JSON.stringify(rest))
    },
  })
  const popup = await browser.extensionPage()
  expect(await popup.evaluate(() => crossOriginIsolated)).toBe(false)
  expect(await check('hello there')).toMatchObject({ state: 'judged' })
})

test('Firefox says why its models are not on WebGPU, and nothing is offered to check', async () => {
  browser = await launch('firefox')
  const options = await browser.extensionPage('src/extension/options/options.html')
  const text = () => options.evaluate(() => document.querySelector('[data-row=devices]')?.textContent ?? '')
  await expect.poll(text, SOON).toMatch(/in Firefox up to version 154 WebGPU computed wrong values/)
  expect(await text()).not.toMatch(/Check now/)
  await options.evaluate(() => {
    const choice = document.querySelector('[data-row=device] select') as HTMLSelectElement
    choice.value = 'webgpu'
    choice.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await expect.poll(text, SOON).toMatch(/There is no WebGPU here, so WASM goes on/)
  expect(await check('hello there')).toMatchObject({ state: 'judged', devices: { towers: 'wasm' } })
})
