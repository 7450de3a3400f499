import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, type BrowserName, launch, type Page } from '../../demo/browsers.ts'
import { draw } from '../../demo/draw.ts'
import { decide } from '../../src/core/decide.ts'
import { READING_VERSION } from '../../src/core/reading/reading.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'
import { BALANCED, levelsOf } from '../fixtures/head.ts'
import { accessibilityFaults } from './accessibility.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-heads-'))
const bundled = JSON.parse(readFileSync('public/models/memeveil-mini/head.json', 'utf8'))

/** The bundled head with changes, as a file. */
function headFile(name: string, change: object): string {
  const path = join(folder, name)
  writeFileSync(path, JSON.stringify({ ...bundled, ...change }))
  return path
}

/** Of which strict flags everything and gentle nothing. */
const thresholds = { gentle: 1, balanced: 0.9, strict: 0 }
const levels = levelsOf({ both: thresholds, picture: thresholds, text: thresholds })

/** The popup's level, or none, and what it says of the picture that was checked by hand. */
const chosen = (popup: Page) =>
  popup.evaluate(() => {
    const level = document.querySelector<HTMLInputElement>('input[name=level]:checked')?.value ?? 'none'
    return `${level}: ${document.querySelector('[data-prediction]')?.getAttribute('data-prediction')}`
  })

describe.each<BrowserName>(['chrome', 'firefox'])('a chosen head in %s', (name) => {
  let browser: Browser
  let options: Page
  let picture: string

  beforeAll(async () => {
    const caption = { top: 'My cat knocked the vase', bottom: 'off the table again' } as const
    const drawn = await draw({ id: 'a', label: 'non-offensive', scene: 'cat', ...caption })
    picture = `data:image/jpeg;base64,${drawn.toString('base64')}`
    writeFileSync(join(folder, 'cat.jpg'), drawn)
    browser = await launch(name)
    options = await browser.extensionPage('src/extension/options/options.html')
  })
  afterAll(() => browser?.close())

  const check = async (): Promise<Extract<CheckResult, { state: 'judged' }>> => {
    const result = await options.evaluate(
      (picture) =>
        chrome.runtime.sendMessage({
          name: 'popup-to-background: check-by-hand',
          payload: { picture },
        }) as Promise<CheckResult>,
      picture,
    )
    if (result.state !== 'judged') throw new Error(result.kind)
    return result
  }
  const inUse = () => options.evaluate(() => document.querySelector('[data-head]')?.getAttribute('data-head') ?? '')
  const alert = () =>
    options.evaluate(() => document.querySelector('[data-row=head] [role=alert]')?.textContent?.trim() ?? '')
  const backToBundled = async () => {
    await options.evaluate(() =>
      [...document.querySelectorAll('button')].find((b) => b.textContent?.includes('Back to the bundled'))?.click(),
    )
    await until(inUse, /^bundled$/)
  }
  const until = (read: () => Promise<string>, wanted: RegExp) =>
    expect.poll(read, { timeout: 5000, interval: 100 }).toMatch(wanted)

  test('tells the bundled head', async () => {
    await until(inUse, /^bundled$/)
  })

  test('a loaded head judges from then on; without it all is as it was', async () => {
    const before = await check()
    expect(decide(before.verdict, BALANCED)).toBe('Non-offensive')
    const recalled = { devices: null, verdict: { probability: before.verdict.probability } }
    expect(await check()).toMatchObject(recalled)

    await options.setFile(
      'input[type=file]',
      headFile('mine.json', { bias: 50, threshold: 0.9, levels: undefined, trainedOn: { mine: 12 } }),
    )
    await until(inUse, /^loaded$/)
    const changed = await check()
    const thresholds = { gentle: 0.9, balanced: 0.9, strict: 0.9 }
    // by what the towers had made of it
    expect(changed).toMatchObject({ devices: null, verdict: { thresholds } })
    expect(changed.verdict.probability).toBeGreaterThan(0.99)
    expect(changed.verdict.model.head).not.toBe(before.verdict.model.head)
    await options.screenshot(`out/heads-${name}.png`)

    await backToBundled()
    const back = await check()
    expect(back).toMatchObject({ devices: null, verdict: { model: before.verdict.model } })
    // what the towers made is kept a byte a value
    expect(back.verdict.probability).toBeCloseTo(before.verdict.probability, 3)
  })

  test('a head that was trained on an older reading is told as such, here and in the popup', async () => {
    const status = (page: Page) => () =>
      page.evaluate(() => document.querySelector('[role=status].bad')?.textContent?.trim() ?? '')
    expect(await status(options)()).toBe('')
    await options.setFile('input[type=file]', headFile('old.json', { reading: 1 }))
    await until(status(options), /^old\.json: it was trained on a reading of pictures of version 1, /)
    const popup = await browser.extensionPage()
    await until(status(popup), /^old\.json: it was trained on a reading of pictures of version 1, /)
    await popup.close()

    await options.setFile('input[type=file]', headFile('new.json', { reading: READING_VERSION }))
    await until(status(options), /^$/)
    await backToBundled()
  })

  test("the popup offers a head's levels, by keyboard too; each counts at once, a threshold instead", async () => {
    await options.setFile(
      'input[type=file]',
      headFile('levelled.json', { levels, bias: bundled.bias + 2, reading: READING_VERSION }),
    )
    await until(inUse, /^loaded$/)
    const popup = await browser.extensionPage()
    const outcome = () => chosen(popup)
    await popup.setFile('input[type=file]', join(folder, 'cat.jpg'))
    await expect.poll(outcome, { timeout: 60_000 }).toBe('balanced: Non-offensive')
    expect(await accessibilityFaults(popup)).toEqual([])
    await popup.screenshot(`out/levels-${name}.png`)

    await popup.evaluate(() => document.querySelector<HTMLElement>('input[name=level]:checked')?.focus())
    await popup.press('ArrowDown')
    await until(outcome, /^strict: Offensive$/)
    await popup.press('ArrowUp')
    await popup.press('ArrowUp')
    await until(outcome, /^gentle: Non-offensive$/)
    const slide = (value: string) =>
      popup.evaluate((value) => {
        const slider = document.getElementById('sensitivity') as HTMLInputElement
        slider.value = value
        slider.dispatchEvent(new Event('input', { bubbles: true }))
      }, value)
    await popup.evaluate(() => document.querySelector('summary')?.click())
    await slide('0.05')
    await until(outcome, /^none: Offensive$/)
    await popup.evaluate(() =>
      [...document.querySelectorAll('button')].find((b) => b.textContent === 'Back to Gentle')?.click(),
    )
    await until(outcome, /^gentle: Non-offensive$/)
    await slide('0.05')
    await until(outcome, /^none: Offensive$/)
    await popup.evaluate(() => document.querySelector<HTMLElement>('input[value=balanced]')?.click())
    await until(outcome, /^balanced: Non-offensive$/)
    await popup.close()
    await backToBundled()
  })

  test('of a head without levels the popup says so where it offers them', async () => {
    await options.setFile('input[type=file]', headFile('bare.json', { levels: undefined, threshold: 0.61 }))
    await until(inUse, /^loaded$/)
    const popup = await browser.extensionPage()
    await until(
      () => popup.evaluate(() => document.querySelector('fieldset')?.parentElement?.textContent ?? ''),
      /bare\.json: it has no levels, so gentle, balanced and strict all flag from 61% on/,
    )
    await popup.close()
    await backToBundled()
  })

  test.each([
    ['of another model', { model: { id: 'clip', version: '1' } }, /trained for the model clip@1/],
    ['on changed texts', { textSteps: ['lemmatise'] }, /after lemmatise, which can't be done here/],
    ['that is no head', { weights: 'none' }, /field "weights"/],
  ])('a head %s is refused with the reason, and the one in use stays', async (_, change, message) => {
    await options.setFile('input[type=file]', headFile('wrong.json', change))
    await until(alert, message)
    expect(await inUse()).toBe('bundled')
  })
})
