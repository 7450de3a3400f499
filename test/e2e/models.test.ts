import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, type BrowserName, launch, type Page } from '../../demo/browsers.ts'
import { draw } from '../../demo/draw.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'
import { createLocalHub, type Faults, type LocalHub } from '../fixtures/hub.ts'
import { accessibilityFaults, overflowAt } from './accessibility.ts'
import { memeveilWith, trainHead } from './trained-in-node.ts'

const OPTIONS = 'src/extension/options/options.html'
const SOON = { timeout: 30_000, interval: 100 }
const VISION = 'onnx/vision_model_quantized.onnx'
const TEXT = 'onnx/text_model_quantized.onnx'
const folder = mkdtempSync(join(tmpdir(), 'memeveil-model-'))

let hub: LocalHub
let picture: string
/** A head for the model, and what Node says by it. */
let mine: Awaited<ReturnType<typeof trainedInNode>>
beforeAll(async () => {
  // not the address that the tests' copy of the extension may ask anyway: what a hub's CORS headers allow must do
  hub = await createLocalHub('test/fixtures/tiny-clip', 'localhost')
  const drawn = await draw({ id: 'a', label: 'offensive', scene: 'road', top: 'Women drive', bottom: 'a car' })
  writeFileSync(join(folder, 'a.jpg'), drawn)
  picture = `data:image/jpeg;base64,${drawn.toString('base64')}`
  mine = await trainedInNode()
})
afterAll(() => hub.close())

/** A head for the model as Node installs it, and what Node then says of the picture. */
async function trainedInNode(): Promise<{ head: string; probability: number }> {
  const memeveil = await memeveilWith(hub, folder)
  const head = await trainHead(memeveil, hub.name, folder, 'a.jpg')
  const told = await memeveil(
    ...['predict', 'a.jpg', '--text', 'women drive', '--model', hub.name, '--head', head, '--json'],
  )
  return { head, probability: JSON.parse(told).probability }
}

const textOf = (page: Page, selector: string) => () =>
  page.evaluate((selector) => document.querySelector(selector)?.textContent?.trim() ?? '', selector)
const press = (page: Page, label: string) =>
  page.evaluate(
    (label) =>
      [...document.querySelectorAll<HTMLElement>('[data-row=models] button')]
        .find((button) => button.textContent === label && !button.closest('dialog'))
        ?.click(),
    label,
  )
const problem = (page: Page) => textOf(page, '[data-row=models] [role=alert]')
const listed = (page: Page) => textOf(page, '[data-model]')
const started = (page: Page) => textOf(page, '[data-started]')
const underWay = (page: Page) => textOf(page, '[data-under-way]')

/** Writes something else into a file of the installed model. */
const damage = (page: Page, file: string) =>
  page.evaluate(async (file) => {
    let folder = await navigator.storage.getDirectory()
    for (const part of ['models', 'Xenova', 'clip-vit-base-patch32', `${file}.parts`])
      folder = await folder.getDirectoryHandle(part)
    const writable = await (await folder.getFileHandle('000000')).createWritable()
    await writable.write('{}')
    await writable.close()
  }, file)

/** How far to the right something stands that is done to a model, in a window of this width. */
const furthestAt = (page: Page, width: number) =>
  page.evaluate(async (width) => {
    const frame = document.createElement('iframe')
    frame.src = `${location.pathname}#model`
    frame.style.cssText = `width: ${width}px; height: 700px; border: 0`
    document.body.append(frame)
    let deeds: Element[] = []
    for (let i = 0; i < 100 && deeds.length < 3; i++) {
      await new Promise((resolve) => setTimeout(resolve, 100))
      deeds = [...(frame.contentDocument?.querySelectorAll('[data-model] :is(select, button)') ?? [])]
    }
    const rights = deeds.map((one) => one.getBoundingClientRect().right)
    frame.remove()
    return rights.length < 3 ? Number.NaN : Math.max(...rights)
  }, width)

/** Presses "Remove", and that it is meant. */
const remove = (page: Page) =>
  page.evaluate(() => document.querySelector<HTMLElement>('[data-row=models] dialog .danger')?.click())

async function check(page: Page, text?: string): Promise<CheckResult> {
  return page.evaluate(
    ({ picture, text }) =>
      chrome.runtime.sendMessage({
        name: 'popup-to-background: check-by-hand',
        payload: { picture, text },
      }) as Promise<CheckResult>,
    { picture, text },
  )
}
const judgedBy = async (page: Page) => {
  const result = await check(page, 'women drive')
  return result.state === 'judged' ? result.verdict.model.id : result
}

describe.each<BrowserName>(['chrome', 'firefox'])('models in %s', (name) => {
  let browser: Browser
  let options: Page
  beforeAll(async () => {
    browser = await launch(name)
  })
  beforeEach(async () => {
    hub.faults = {}
    hub.asked.length = 0
    options = await openOptions()
  })
  afterEach(() => options.close())
  afterAll(() => browser?.close())

  async function openOptions(): Promise<Page> {
    const page = await browser.extensionPage(OPTIONS)
    await page.evaluate((hub) => chrome.storage.local.set({ hub }), hub.address)
    return page
  }

  test.each<[string, Faults, RegExp]>([
    [
      'a hub that wants an account',
      { status: { of: '/api/', code: 401, times: 9 } },
      /nobody without an account.*\(401\)/,
    ],
    [
      'a model that is not there',
      { status: { of: '/api/', code: 404, times: 9 } },
      /the hub has no model Xenova\/clip.*\(404\)/,
    ],
    ['another file than is listed', { changed: 'tokenizer.json' }, /tokenizer\.json is not what the hub lists/],
    ['a longer file than is listed', { longer: TEXT }, /has more than the \d+ bytes/],
  ])('of %s it is told, nothing is installed, and the bundled model judges', async (_, faults, message) => {
    hub.faults = faults
    await press(options, 'Install')
    await expect.poll(problem(options), SOON).toMatch(message)
    expect(await listed(options)()).toBe('')
    expect(await judgedBy(options)).toBe('memeveil-mini')
  })

  test.each<[string, () => void, RegExp]>([
    [
      'too little room',
      () => {
        navigator.storage.estimate = async () => ({ quota: 1000, usage: 900 })
      },
      /0\.\d MB are needed, and 0 MB are free/,
    ],
    [
      'a disk that is full',
      () => {
        FileSystemWritableFileStream.prototype.write = async () => {
          throw new DOMException('full', 'QuotaExceededError')
        }
      },
      /the browser has no more room for models/,
    ],
  ])('of %s it is told, and the bundled model judges', async (_, spoil, message) => {
    await options.evaluate(spoil)
    await press(options, 'Install')
    await expect.poll(problem(options), SOON).toMatch(message)
    expect(await listed(options)()).toBe('')
    expect(await judgedBy(options)).toBe('memeveil-mini')
  })

  test('a hub that is busy is waited for, which is told, until whoever asked stops it', async () => {
    hub.faults = { status: { of: '/resolve/', code: 429, times: 99 } }
    await press(options, 'Install')
    await expect.poll(underWay(options), SOON).toMatch(/too many requests now: ask again in 60 s; it is tried again/)
    await press(options, 'Stop; what came is kept')
    await expect.poll(started(options), SOON).toMatch(/is here in part/)
    expect(await problem(options)()).toBe('')
  })

  test('whoever stops it, or closes the page, goes on from there later', async () => {
    hub.faults = { slow: 500 }
    await press(options, 'Install')
    await expect.poll(() => hub.asked.some((path) => path.startsWith(VISION)), SOON).toBe(true)
    await expect.poll(underWay(options), SOON).toMatch(/\d\s[kM]B of 0\.1\sMB, .*B a second/)
    await press(options, 'Stop; what came is kept')
    await expect.poll(started(options), SOON).toMatch(/^Xenova\/clip-vit-base-patch32 is here in part/)
    expect(await problem(options)()).toBe('')

    await press(options, 'Continue')
    await expect.poll(() => hub.asked.filter((path) => path.startsWith(VISION)).length, SOON).toBe(2)
    await options.close()
    hub.faults = {}
    options = await openOptions()
    await expect.poll(started(options), SOON).toMatch(/is here in part/)
    await press(options, 'Continue')
    await expect.poll(listed(options), SOON).toMatch(/^Xenova\/clip-vit-base-patch32 q8-/)
    expect(hub.asked.filter((path) => path.startsWith(TEXT)).length).toBeLessThanOrEqual(1)
    await remove(options)
    await expect.poll(listed(options), SOON).toBe('')
  })

  test('two tabs at once install once, and a connection that is cut goes on', async () => {
    hub.faults = { slow: 100, cut: { path: VISION, after: 30_000, times: 2 } }
    const other = await openOptions()
    await press(options, 'Install')
    await expect.poll(() => hub.asked.some((path) => path.startsWith(VISION)), SOON).toBe(true)
    await press(other, 'Install')
    await expect.poll(problem(other), SOON).toMatch(/is being installed in another tab/)
    await expect.poll(listed(options), SOON).toMatch(/^Xenova/)
    await expect.poll(listed(other), SOON).toMatch(/^Xenova/)
    expect(await started(other)()).toBe('')
    await other.close()
    expect(hub.asked.filter((path) => path.startsWith(VISION))).toHaveLength(3)
  })

  test('it is listed, and with a head for it judges as in Node, asking for nothing again', async () => {
    const { head, probability } = mine
    await expect.poll(listed(options), SOON).toMatch(/^Xenova\/clip-vit-base-patch32 q8-[0-9a-f]{16}0\.1\sMBmit/)
    expect(await accessibilityFaults(options)).toEqual([])
    expect(await overflowAt(options, 360)).toEqual([])
    expect(await furthestAt(options, 360)).toBeLessThanOrEqual(360)
    await options.screenshot(`out/models-${name}.png`)
    hub.asked.length = 0
    await options.setFile('input[name=head]', head)
    await expect.poll(() => judgedBy(options), SOON).toBe(hub.name)
    const judged = await check(options, 'women drive')
    expect(judged).toMatchObject({ state: 'judged', devices: { towers: 'wasm' } })
    expect(judged.state === 'judged' && judged.verdict.probability).toBeCloseTo(probability, 2)
    expect(hub.asked).toEqual([])
  })

  test('damaged on the disk it is set aside for the bundled one; removed, nothing of it stays', async () => {
    await expect.poll(listed(options), SOON).toMatch(/^Xenova/)
    await press(options, 'Verify')
    await expect.poll(textOf(options, '[data-row=models] .good[role=status]'), SOON).toMatch(/is whole: every file/)
    await damage(options, 'tokenizer.json')
    await press(options, 'Verify')
    await expect.poll(problem(options), SOON).toMatch(/is damaged: .*tokenizer\.json is damaged: 2 bytes instead/)
    // the next start of the engine reads the files again
    await browser.reload()
    options = await openOptions()
    await expect.poll(() => judgedBy(options), SOON).toBe('memeveil-mini')
    await options.close()
    options = await openOptions()
    await expect
      .poll(textOf(options, '[role=status].bad'), SOON)
      .toMatch(/^head\.json: its model can’t be run, so .*damaged/)
    await expect.poll(listed(options), SOON).toMatch(/^Xenova/)
    await damage(options, 'model.json')
    await options.close()
    options = await openOptions()
    await expect.poll(textOf(options, '[data-damaged]'), SOON).toMatch(/is damaged: .*field "id"/)
    expect(await judgedBy(options)).toBe('memeveil-mini')
    await remove(options)
    await expect.poll(textOf(options, '[data-damaged]'), SOON).toBe('')
    const left = await options.evaluate(async () => {
      const models = await (await navigator.storage.getDirectory()).getDirectoryHandle('models')
      const names: string[] = []
      for await (const name of (await models.getDirectoryHandle('Xenova')).keys()) names.push(name)
      return names
    })
    expect(left).toEqual([])
  })
})
