import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BrowserName, type Page, waitForReport } from '../../demo/browsers.ts'
import { draw } from '../../demo/draw.ts'
import { serve } from '../../demo/server.ts'
import type { Verdict } from '../../src/core/decide.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'
import { createLocalHub, type LocalHub } from '../fixtures/hub.ts'
import { accessibilityFaults, overflowAt } from './accessibility.ts'
import { memeveilWith, trainHead } from './trained-in-node.ts'
import { choose, settled, useVisit } from './visit.ts'

const SOON = { timeout: 30_000, interval: 100 }
const LIMIT_MS = 90_000
const OPTIONS = 'src/extension/options/options.html#model'
const folder = mkdtempSync(join(tmpdir(), 'memeveil-beside-'))

/** Harmless, and the tiny model of random weights is very sure of the contrary. */
const CAKE = { id: 'cake', label: 'non-offensive', scene: 'road', top: 'I love cake', bottom: 'and a car' } as const
const drawn = draw(CAKE)

const servePicture = () =>
  serve(async (path) =>
    path === '/cake.jpg'
      ? { type: 'image/jpeg', body: await drawn }
      : {
          type: 'text/html',
          body: '<!doctype html><body style="margin:0"><img src="/cake.jpg" width="420" height="308">',
        },
  )

let hub: LocalHub
/** What the command line says of the same picture. */
let node: { head: string; alone: number; untrained: Verdict; trained: Verdict }
beforeAll(async () => {
  hub = await createLocalHub('test/fixtures/tiny-clip', 'localhost')
  writeFileSync(join(folder, 'cake.jpg'), await drawn)
  const memeveil = await memeveilWith(hub, folder)
  const head = await trainHead(memeveil, hub.name, folder, 'cake.jpg')
  const judged = async (...more: string[]) => JSON.parse(await memeveil('predict', 'cake.jpg', '--json', ...more))
  const beside = ['--beside', hub.name]
  node = {
    head,
    alone: (await judged()).probability,
    untrained: await judged(...beside, '--beside-veils'),
    trained: await judged(...beside, '--beside-head', head),
  }
})
afterAll(() => hub.close())

const text = (page: Page, selector: string) => () =>
  page.evaluate((selector) => document.querySelector(selector)?.textContent?.trim() ?? '', selector)
const used = (page: Page) => () =>
  page.evaluate(() => document.querySelector<HTMLSelectElement>('select[name=use]')?.value ?? '')

describe.each<BrowserName>(['chrome', 'firefox'])('a second model in %s', (name) => {
  const visit = useVisit(name, servePicture)
  let options: Page
  beforeAll(async () => {
    options = await openOptions()
    await visit.page.goto(`${visit.site.address}/page`)
  })

  async function openOptions(): Promise<Page> {
    const page = await visit.browser.extensionPage(OPTIONS)
    await page.evaluate((hub) => chrome.storage.local.set({ hub }), hub.address)
    return page
  }
  async function verdict(explain = false): Promise<Verdict> {
    const picture = `data:image/jpeg;base64,${(await drawn).toString('base64')}`
    const result = await options.evaluate(
      (payload) =>
        chrome.runtime.sendMessage({ name: 'popup-to-background: check-by-hand', payload }) as Promise<CheckResult>,
      { picture, explain },
    )
    if (result.state !== 'judged') throw new Error(JSON.stringify(result))
    return result.verdict
  }
  /** What the open page does with its picture. */
  const shown = async () => {
    const [found] = await waitForReport(visit.popup, visit.site.address, settled(1), LIMIT_MS)
    return found.state
  }
  const becomes = (state: string) => expect.poll(shown, { timeout: LIMIT_MS, interval: 250 }).toBe(state)
  const letVeil = () => options.evaluate(() => document.querySelector<HTMLElement>('[name=secondVeils]')?.click())

  test('is not used until it is said, and there is no choosing it alone without a head', async () => {
    await options.evaluate(() => document.querySelector<HTMLElement>('[data-row=models] form button')?.click())
    await expect.poll(used(options), SOON).toBe('none')
    const alone = await options.evaluate(() => document.querySelector('option[value=alone]')?.hasAttribute('disabled'))
    expect(alone).toBe(true)
    expect(await verdict()).not.toHaveProperty('second')
    await becomes('fine')
  })

  test('beside the bundled one is told as untrained, and changes no verdict', async () => {
    await choose(options, 'use', 'beside')
    await expect.poll(text(options, '[data-second] [role=status]'), SOON).toMatch(/untrained.*changes nothing.*middle/)
    expect(await accessibilityFaults(options)).toEqual([])
    expect(await overflowAt(options, 360)).toEqual([])
    await options.screenshot(`out/beside-${name}.png`)
    const { probability, second, model } = await verdict(true)
    expect(model.id).toBe('memeveil-mini')
    expect(probability).toBeCloseTo(node.alone, 2)
    expect(second).toMatchObject({ towers: { id: hub.name }, trained: false, counts: false, first: probability })
    expect(second?.probability).toBeCloseTo(node.untrained.second?.probability ?? -1, 1)
    await becomes('fine')
  })

  test('the check by hand tells what both say', async () => {
    const popup = await visit.browser.extensionPage()
    await popup.setFile('input[type=file]', join(folder, 'cake.jpg'))
    const told = /memeveil-mini says \d+%\. Xenova\/clip-vit-base-patch32, .* untrained, says \d+%: .* changes nothing/
    await expect.poll(text(popup, 'body'), { timeout: LIMIT_MS }).toMatch(told)
    await popup.close()
  })

  test('let veil it covers the picture on the open page, and taken back shows it', async () => {
    await letVeil()
    await becomes('offensive')
    expect((await verdict()).probability).toBeCloseTo(node.untrained.probability, 1)
    await letVeil()
    await becomes('fine')
  })

  test('with a head it judges by that, as the command line does, and alone where that is said', async () => {
    await options.setFile('input[name=head]', node.head)
    await expect.poll(text(options, '[data-second] [role=status]'), SOON).toMatch(/by the head head\.json/)
    const { second, probability } = await verdict()
    expect(second).toMatchObject({ trained: true, counts: true })
    expect(second?.probability).toBeCloseTo(node.trained.second?.probability ?? -1, 2)
    expect(probability).toBeCloseTo(node.trained.probability, 2)

    await choose(options, 'use', 'alone')
    await expect.poll(async () => (await verdict()).model.id, SOON).toBe(hub.name)
    expect(await verdict()).not.toHaveProperty('second')
    await choose(options, 'use', 'beside')
    await expect.poll(async () => (await verdict()).second?.trained, SOON).toBe(true)
  })

  test('damaged it is set aside, which is told, and the bundled one goes on', async () => {
    await options.evaluate(async () => {
      let folder = await navigator.storage.getDirectory()
      for (const part of ['models', 'Xenova', 'clip-vit-base-patch32', 'tokenizer.json.parts'])
        folder = await folder.getDirectoryHandle(part)
      const file = await (await folder.getFileHandle('000000')).createWritable()
      await file.write('{}')
      await file.close()
    })
    await options.close()
    await visit.popup.close()
    // the next start of the engine reads the files again
    await visit.browser.reload()
    visit.popup = await visit.browser.extensionPage()
    visit.page = await visit.browser.newPage()
    options = await openOptions()
    await options.evaluate(() =>
      chrome.runtime.sendMessage({ name: 'options-to-background: head-changed', payload: {} }),
    )
    const fresh = `data:image/jpeg;base64,${(await draw({ ...CAKE, top: 'I love tea' })).toString('base64')}`
    const result = await options.evaluate(
      (picture) =>
        chrome.runtime.sendMessage({
          name: 'popup-to-background: check-by-hand',
          payload: { picture },
        }) as Promise<CheckResult>,
      fresh,
    )
    expect(result).toMatchObject({ state: 'judged', verdict: { model: { id: 'memeveil-mini' } } })
    expect(result.state === 'judged' && result.verdict.second).toBeUndefined()
    await options.close()
    options = await openOptions()
    await expect.poll(text(options, '[data-second] .bad'), SOON).toMatch(/can’t be run.*alone: .*damaged/)
  })

  test('removed, the first judges alone at once', async () => {
    await options.evaluate(() => document.querySelector<HTMLElement>('[data-row=models] dialog .danger')?.click())
    await expect.poll(text(options, '[data-model]'), SOON).toBe('')
    const { probability, second } = await verdict()
    expect(second).toBeUndefined()
    expect(probability).toBeCloseTo(node.alone, 2)
  })
})
