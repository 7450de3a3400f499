import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, type LaunchOptions, launch, type Page } from '../../demo/browsers.ts'
import { createHub } from '../../src/core/install/hub.ts'
import { installModel } from '../../src/core/install/install.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'
import type { DeviceCheck, DeviceFailure } from '../../src/extension/engine/device-checks.ts'
import type { DeviceChoice } from '../../src/extension/settings.ts'
import { createModelStore } from '../../src/runtime/node/model-store.ts'
import { platform } from '../../src/runtime/node/platform.ts'
import { tinyHead } from '../fixtures/head.ts'
import { createLocalHub, type LocalHub } from '../fixtures/hub.ts'
import { accessibilityFaults, overflowAt } from './accessibility.ts'
import { destroyDevices, withFaults } from './gpu-faults.ts'
import { pictures } from './site.ts'

type Judged = Extract<CheckResult, { state: 'judged' }>
const LOADING_MS = 170_000
const TEST_MS = 500_000
const SOON = { timeout: 20_000, interval: 200 }
const TEXT = 'All immigrants are criminals'
/** Of the small model's embeddings. */
const DIMENSION = 16
const OPTIONS = 'src/extension/options/options.html'

let browser: Browser
let popup: Page
// SwiftShader computes WebGPU on the CPU: right, and so slow that it is used only where it is forced
async function start(options: LaunchOptions = {}): Promise<void> {
  browser = await launch('chrome', { webgpu: true, ...options })
  popup = await browser.extensionPage()
}
afterEach(() => browser?.close())

/** The models go on loading when a check gives up waiting for them, and the next check finds them. */
async function check(payload: { picture?: string; text?: string }): Promise<Judged> {
  for (const start = Date.now(); ; ) {
    const result = await popup.evaluate(
      (payload) =>
        chrome.runtime.sendMessage({ name: 'popup-to-background: check-by-hand', payload }) as Promise<CheckResult>,
      payload,
    )
    if (result.state === 'judged') return result
    if (result.kind !== 'too-late' || Date.now() - start > LOADING_MS) throw new Error(JSON.stringify(result))
  }
}
const checkPicture = (bytes: Buffer, text?: string) =>
  check({ picture: `data:image/png;base64,${bytes.toString('base64')}`, text })
const deviceOf = async () => (await check({ text: TEXT })).devices?.towers

/** A new engine, in a new document. */
async function restart(): Promise<void> {
  await browser.reload()
  popup = await browser.extensionPage()
}

const choose = (device: DeviceChoice) =>
  popup.evaluate(async (device) => {
    const { settings } = await chrome.storage.local.get('settings')
    await chrome.storage.local.set({ settings: { ...(settings as object), device } })
  }, device)

/** What is remembered; `change` is done to each failure first. */
const remembered = (forget = false) =>
  popup.evaluate(
    (forget) =>
      new Promise<{ checks: DeviceCheck[]; failures: DeviceFailure[] }>((resolve) => {
        const opening = indexedDB.open('devices')
        opening.onsuccess = () => {
          const both = opening.result.transaction(['checks', 'failures'], 'readwrite')
          const [checks, failures] = ['checks', 'failures'].map((name) => both.objectStore(name).getAll())
          failures.onsuccess = () => {
            const keys = both.objectStore('failures').getAllKeys()
            keys.onsuccess = () => {
              if (!forget) return
              for (const [i, key] of keys.result.entries())
                both.objectStore('failures').put({ ...failures.result[i], again: 0 }, key)
            }
          }
          both.oncomplete = () => {
            opening.result.close()
            resolve({ checks: checks.result, failures: failures.result })
          }
        }
      }),
    forget,
  )

const textOf = (page: Page, selector: string) => () =>
  page.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.innerText ?? '', selector)
const warning = async () => {
  const page = await browser.extensionPage()
  await expect.poll(textOf(page, '[data-device-warning]'), SOON).not.toBe('')
  const text = await textOf(page, '[data-device-warning]')()
  await page.close()
  return text
}

/** So few pixels that the detector is done with them in seconds. */
function line(words: string): Promise<Buffer> {
  const letters = 'font-family="Liberation Sans" font-weight="bold" font-size="28" text-anchor="middle" fill="#fff"'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="128" height="64">
    <rect width="128" height="64" fill="#357"/><text x="64" y="42" ${letters}>${words}</text></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

test(
  'towers and reader run on WebGPU, which is checked once; what it loses, and what comes after it, WASM judges alike',
  async () => {
    await start()
    await choose('webgpu')
    const read = await checkPicture(await line('SO WHAT'))
    const told = await checkPicture(await pictures.offensive, TEXT)
    expect([read.devices, told.devices, read.verdict.text]).toEqual([
      { towers: 'webgpu', reader: 'webgpu' },
      { towers: 'webgpu', reader: null },
      'SO WHAT',
    ])
    const { checks } = await remembered()
    expect(checks.flatMap(({ parts }) => parts.map(({ part, alike }) => [part, alike])).sort()).toEqual([
      ['detector', true],
      ['recogniser', true],
      ['towers', true],
    ])
    const lost = checkPicture(await pictures.offensive, TEXT)
    await browser.crashGpu?.()
    expect((await lost).devices).toEqual({ towers: 'wasm', reader: null })
    expect(Math.abs((await lost).verdict.probability - told.verdict.probability)).toBeLessThan(0.005)
    const next = await checkPicture(await line('NOTHING'))
    expect([next.devices, next.verdict.text]).toEqual([{ towers: 'wasm', reader: 'wasm' }, 'NOTHING'])
    expect(await remembered()).toMatchObject({ checks: [{ at: checks[0].at }, { at: checks[1].at }] })
  },
  TEST_MS,
)

test(
  'an adapter that computes wrong values is left; forced it judges, which is told, and what it says is not kept',
  async () => {
    await start({ prepare: withFaults({ wrong: true }) })
    const right = await check({ text: TEXT })
    expect(right.devices).toEqual({ towers: 'wasm', reader: null })
    const options = await browser.extensionPage(OPTIONS)
    await expect.poll(textOf(options, '[data-part^=towers]'), SOON).toMatch(/something else: cosine -?0\.[0-8]\d{3}/)
    await choose('webgpu')
    await expect.poll(deviceOf, { ...SOON, timeout: LOADING_MS }).toBe('webgpu')
    expect((await check({ text: TEXT })).verdict.probability).not.toBeCloseTo(right.verdict.probability, 2)
    expect(await warning()).toMatch(/^You chose WebGPU, and it computes something else/)
    await choose('wasm')
    await expect.poll(deviceOf, SOON).toBe('wasm')
    expect((await check({ text: TEXT })).verdict.probability).toBeCloseTo(right.verdict.probability, 5)
  },
  TEST_MS,
)

describe('an installed model', () => {
  let hub: LocalHub
  let head: string
  beforeAll(async () => {
    hub = await createLocalHub('test/fixtures/tiny-clip', 'localhost')
    const folder = mkdtempSync(join(tmpdir(), 'memeveil-gpu-'))
    const manifest = await installModel({
      hub: createHub({ address: hub.address }),
      store: createModelStore(folder),
      name: hub.name,
      precision: 'q8',
      signal: new AbortController().signal,
      host: platform,
      onProgress: () => {},
    })
    head = join(folder, 'head.json')
    // by the first value of a text's embedding
    const weights = Array.from({ length: 2 * DIMENSION + 2 }, (_, i) => (i === DIMENSION ? 4 : 0))
    writeFileSync(head, JSON.stringify({ ...tinyHead(manifest), dimension: DIMENSION, weights }))
  })
  afterAll(() => hub.close())
  beforeEach(async () => {
    await start({ prepare: withFaults({ wrong: false }) })
    const options = await browser.extensionPage(OPTIONS)
    await options.evaluate((hub) => chrome.storage.local.set({ hub }), hub.address)
    await expect.poll(textOf(options, 'label:has([name=for-webgpu])'), SOON).toMatch(/fp32/)
    await options.evaluate(() => {
      document.querySelector<HTMLElement>('[name=for-webgpu]')?.click()
      document.querySelector<HTMLFormElement>('[data-row=models] form')?.requestSubmit()
    })
    await expect.poll(textOf(options, '[data-model]'), SOON).toMatch(/WebGPU and WASM/)
    await options.setFile('input[name=head]', head)
    await expect.poll(textOf(options, '[data-head]'), SOON).toBe('head.json')
    await options.close()
    await choose('webgpu')
  })

  test(
    'goes through the same gate, is left with the lost device, and comes back later',
    async () => {
      const before = await check({ text: TEXT })
      expect([before.verdict.model.id, before.devices?.towers]).toEqual([hub.name, 'webgpu'])
      const { checks } = await remembered()
      expect(checks).toMatchObject([{ fault: null, parts: [{ part: 'towers', limit: 0.98, alike: true }] }])
      await restart()
      expect(await deviceOf()).toBe('webgpu')
      expect((await remembered()).checks).toEqual(checks)

      await destroyDevices(popup)
      const after = await check({ text: TEXT })
      expect([after.verdict.model.id, after.devices?.towers]).toEqual([hub.name, 'wasm'])
      expect(Math.abs(after.verdict.probability - before.verdict.probability)).toBeLessThan(0.05)
      expect(await warning()).toMatch(/^WebGPU gave out, so the processor judges/)
      await restart()
      expect(await deviceOf()).toBe('wasm')

      expect((await remembered(true)).failures).toMatchObject([{ times: 1 }])
      await restart()
      expect(await deviceOf()).toBe('webgpu')
    },
    TEST_MS,
  )

  test(
    'is checked on the options page, which shows how fast both devices are',
    async () => {
      const options = await browser.extensionPage(OPTIONS)
      await expect.poll(textOf(options, `[data-part="towers ${hub.name}"]`), SOON).toMatch(/not checked yet/)
      await check({ text: TEXT })
      await expect
        .poll(textOf(options, `[data-part="towers ${hub.name}"]`), SOON)
        .toMatch(/the same: cosine 0\.\d{4}, where at least 0\.9800 is asked; but slower here.*\s+[\d,]+\s+[\d,]+$/)
      expect(await accessibilityFaults(options)).toEqual([])
      expect(await overflowAt(options, 360)).toEqual([])
      await options.screenshot('out/devices.png', '#model')
    },
    TEST_MS,
  )
})
