import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type BrowserName, type Page, waitForReport } from '../../demo/browsers.ts'
import { UNRATED } from '../../src/core/model/ratings.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'
import type { PictureReport } from '../../src/extension/protocol.ts'
import { levelsOf } from '../fixtures/head.ts'
import { bring } from './bring.ts'
import { AHEAD, KINDS, MANY, pictures, serveTestPages, TALL } from './site.ts'
import { choose, pause, settled, useVisit } from './visit.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const bundled = JSON.parse(readFileSync('public/models/memeveil-mini/head.json', 'utf8'))
const LIMIT_MS = 90_000
const SOON = { timeout: 5000, interval: 100 }

const filterOf = (page: Page, id: string) =>
  page.evaluate((id) => getComputedStyle(document.getElementById(id) as Element).filter, id)
const stateOf = (found: PictureReport[], part: string) => found.find((p) => p.address.includes(part))?.state

describe.each<BrowserName>(['chrome', 'firefox'])('in %s', (name) => {
  const visit = useVisit(name, serveTestPages)

  async function open(path: string, ready: (found: PictureReport[]) => boolean): Promise<PictureReport[]> {
    await visit.page.goto(visit.site.address + path)
    return waitForReport(visit.popup, visit.site.address, ready, LIMIT_MS)
  }
  const report = (ready: (found: PictureReport[]) => boolean) =>
    waitForReport(visit.popup, visit.site.address, ready, LIMIT_MS)
  /** Clicks one of the popup's switches. */
  const flip = (setting: string) =>
    visit.popup.evaluate(
      (setting) => document.querySelector<HTMLInputElement>(`input[name=${setting}]`)?.click(),
      setting,
    )

  test('an offensive meme is veiled, a harmless one stays untouched, an icon is left alone', async () => {
    const found = await open('/verdicts', settled(2))
    expect(stateOf(found, 'offensive')).toBe('offensive')
    expect(stateOf(found, 'harmless')).toBe('fine')
    expect(found.some((p) => p.address.includes('other'))).toBe(false)
    expect(found.find((p) => p.address.includes('offensive'))?.text.toLowerCase()).toContain('immigrants are criminals')
    expect(await filterOf(visit.page, 'bad')).toContain('blur')
    expect(await filterOf(visit.page, 'good')).toBe('none')
    expect(await filterOf(visit.page, 'icon')).toBe('none')
  })

  test('complaint 2: pictures are covered before the first paint', async () => {
    const positions = await visit.page.evaluate(() => (window as unknown as { atFirstPaint: string[] }).atFirstPaint)
    expect(positions.length).toBeGreaterThan(0)
    expect(positions[0]).toBe('-99999px 0px')
  })

  test('complaint 6: nothing moves in the layout', async () => {
    const boxes = await visit.page.evaluate(() =>
      [...document.images].map((i) => i.getBoundingClientRect()).map((r) => [r.x, r.y, r.width, r.height]),
    )
    expect(boxes.slice(0, 2)).toEqual([
      [0, 0, 420, 308],
      [0, 308, 420, 308],
    ])
  })

  test('what is transparent is judged on the ground that the page shows there', async () => {
    const found = await open('/grounds', settled(2))
    expect(found.map(({ state, text }) => [state, text !== ''])).toEqual([
      ['offensive', true],
      ['fine', false],
    ])
  })

  test('Enter reveals, a second time hides again', async () => {
    await open('/one', settled(1))
    await pause(600) // its label is placed
    await visit.page.press('Tab')
    await visit.page.press('Enter')
    expect(stateOf(await report((f) => f[0]?.state === 'revealed'), 'offensive')).toBe('revealed')
    expect(await filterOf(visit.page, 'bad')).toBe('none')
    await visit.page.press('Enter')
    expect(stateOf(await report((f) => f[0]?.state === 'offensive'), 'offensive')).toBe('offensive')
    expect(await filterOf(visit.page, 'bad')).toContain('blur')
  })

  test('a click on the cover reveals', async () => {
    await visit.page.click(200, 150)
    expect(stateOf(await report((f) => f[0]?.state === 'revealed'), 'offensive')).toBe('revealed')
  })

  test('complaint 7: a picture added late is found, and a recycled one is checked anew', async () => {
    await open('/plain', settled(1))
    await visit.page.evaluate(() => {
      document.body.insertAdjacentHTML(
        'beforeend',
        '<img id="late" src="/offensive.jpg?late" width="420" height="308">',
      )
    })
    const late = await report(settled(2))
    expect(stateOf(late, 'late')).toBe('offensive')
    await visit.page.evaluate(() => {
      ;(document.getElementById('late') as HTMLImageElement).src = '/other.jpg?recycled'
    })
    const recycled = await report((f) => stateOf(f, 'recycled') === 'fine')
    expect(stateOf(recycled, 'late')).toBeUndefined()
    expect(await filterOf(visit.page, 'late')).toBe('none')
  })

  test('CSS backgrounds, shadow roots, srcset, blob addresses and SVG images are found', async () => {
    const found = await open('/kinds', settled(KINDS))
    expect(found.map((p) => [p.kind, p.state]).sort()).toEqual([
      ['background', 'offensive'],
      ['img', 'offensive'],
      ['img', 'offensive'],
      ['img', 'offensive'],
      ['svg', 'offensive'],
    ])
    expect(
      await visit.page.evaluate(
        () => getComputedStyle(document.getElementById('background') as Element).backgroundSize,
      ),
    ).toMatch(/^0px/)
    const shot = join(tmpdir(), `memeveil-kinds-${name}.png`)
    await visit.page.screenshot(shot)
    const corner = await sharp(shot).extract({ left: 10, top: 10, width: 1, height: 1 }).removeAlpha().raw().toBuffer()
    expect([...corner], 'the colour that a covered background has').toEqual([0x80, 0x80, 0x80])
  })

  test('complaint 1: the same picture at another address costs nothing', async () => {
    const before = await open('/one', settled(1))
    const [again] = await open('/kinds', settled(KINDS))
    expect(again.probability).toBe(before[0].probability)
    expect(again.ms).toBe(before[0].ms) // the times of the one run that there was
  })

  test('a picture that can not be loaded is told as unknown, and covered or shown as the user wants', async () => {
    const [elsewhere] = await open('/elsewhere', settled(1))
    expect(elsewhere.state).toBe('unknown')
    expect(elsewhere.reason).toBeTruthy()
    expect(await filterOf(visit.page, 'elsewhere')).toContain('blur')
    await flip('unknown')
    await expect.poll(() => filterOf(visit.page, 'elsewhere'), SOON).toBe('none')
    await flip('unknown')
  })

  test('an <img> that is missing or broken is no picture: no cover, no label', async () => {
    await visit.page.goto(`${visit.site.address}/failing`)
    for (const id of ['missing', 'broken']) await expect.poll(() => filterOf(visit.page, id), SOON).toBe('none')
    expect(await report(() => true)).toEqual([])
  })

  test('the popup checks a picture from a file, and again with corrected text', async () => {
    const path = join(tmpdir(), `memeveil-test-${name}.jpg`)
    writeFileSync(path, await pictures.offensive)
    const form = await visit.browser.extensionPage()
    await form.setFile('input[type=file]', path)
    const outcome = () => form.evaluate(() => document.querySelector('[data-prediction]')?.textContent ?? '')
    await expect.poll(outcome, { timeout: LIMIT_MS }).toMatch(/^Offensive: \d+%/)
    expect(
      await form.evaluate(() => (document.querySelector('textarea') as HTMLTextAreaElement).value.toLowerCase()),
    ).toContain('immigrants')
    await form.evaluate(() => {
      const area = document.querySelector('textarea') as HTMLTextAreaElement
      area.value = 'my neighbours are immigrants and bake the best bread'
      area.dispatchEvent(new Event('input', { bubbles: true }))
      ;(document.querySelector('button[name=check]') as HTMLButtonElement).click()
    })
    await expect.poll(outcome, { timeout: LIMIT_MS }).toMatch(/^Non-offensive: \d+%/)
    await form.close()
  })

  test.each(['drop', 'paste'] as const)('the popup checks a picture that comes by %s', async (way) => {
    const path = join(tmpdir(), `memeveil-${way}-${name}.jpg`)
    writeFileSync(path, await pictures.offensive)
    const form = await visit.browser.extensionPage()
    await bring(form, way, path, way === 'drop' ? '.drop' : 'html')
    const outcome = () => form.evaluate(() => document.querySelector('[data-prediction]')?.textContent ?? '')
    await expect.poll(outcome, { timeout: LIMIT_MS }).toMatch(/^Offensive: \d+%/)
    await form.close()
  })

  test('a picture without words is told as weak', async () => {
    const path = join(tmpdir(), `memeveil-skin-${name}.jpg`)
    writeFileSync(path, await pictures.skin)
    const form = await visit.browser.extensionPage()
    await form.setFile('input[type=file]', path)
    const told = () => form.evaluate(() => document.querySelector('.verdict')?.textContent ?? '')
    await expect.poll(told, { timeout: LIMIT_MS }).toMatch(/This tells little: there were no words to judge by/)
    await form.close()
  })

  test('a text in another language is not judged, and said so', async () => {
    const text = 'todos los inmigrantes son unos criminales y deberían irse'
    const answer = await visit.popup.evaluate(
      (text) =>
        chrome.runtime.sendMessage({
          name: 'popup-to-background: check-by-hand',
          payload: { text },
        }) as Promise<CheckResult>,
      text,
    )
    expect(answer).toEqual({
      state: 'unknown',
      kind: 'language',
      language: 'es',
      reason: ['reasonLanguage', { language: { language: 'es' } }],
      ratings: UNRATED,
    })
  })

  test('the popup has no accessibility faults and counts the page', async () => {
    await open('/verdicts', settled(2))
    const id = await visit.popup.evaluate(
      async (address) => (await chrome.tabs.query({})).find((t) => t.url?.startsWith(address))?.id,
      visit.site.address,
    )
    const form = await visit.browser.extensionPage(`src/extension/popup/popup.html?tab=${id}`)
    const counts = () =>
      form.evaluate(() => [...document.querySelectorAll('.counts b')].map((b) => b.textContent).join())
    await expect.poll(counts, SOON).toBe('2,1,0,0')
    await form.evaluate(AXE as never)
    const faults = await form.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      }
      return (await axe.run()).violations.map((v) => `${v.id}: ${v.nodes[0].html}`)
    })
    expect(faults).toEqual([])
    await form.close()
  })

  test('a picture with a symbol of hatred is veiled, and called that, unless the user wants it otherwise', async () => {
    const [veiled] = await open('/flag', settled(1))
    expect(veiled.state).toBe('symbol')
    expect(veiled.ratings.symbol).toBeGreaterThan(0.5)
    expect(await filterOf(visit.page, 'flag')).toContain('blur')
    await flip('symbol')
    await report((f) => f[0]?.state === 'fine')
    expect(await filterOf(visit.page, 'flag')).toBe('none')
    await flip('symbol')
  })

  test('a sexual picture is veiled only where the user wants it, and called that', async () => {
    const [before] = await open('/skin', settled(1))
    expect([before.state, before.ratings.sexual]).toEqual(['fine', null])
    expect(await filterOf(visit.page, 'skin')).toBe('none')
    await flip('sexual')
    const [veiled] = await report((f) => f[0]?.state === 'sexual')
    expect(veiled.ratings.sexual).toBeGreaterThan(0.8)
    expect(veiled.probability).toBe(before.probability)
    expect(await filterOf(visit.page, 'skin')).toContain('blur')
    expect(stateOf(await open('/one', settled(1)), 'offensive')).toBe('offensive')
    await flip('sexual')
    await open('/skin', (f) => f[0]?.state === 'fine')
    expect(await filterOf(visit.page, 'skin')).toBe('none')
  })

  test('a page that loads while a setting changes is checked all the same', async () => {
    for (let i = 0; i < 6; i++) {
      await flip('sexual')
      expect(stateOf(await open('/one', settled(1)), 'offensive')).toBe('offensive')
    }
  })

  test('with the badge alone nothing is blurred', async () => {
    await choose(visit.popup, 'effect', 'badge')
    expect(stateOf(await open('/one', settled(1)), 'offensive')).toBe('offensive')
    expect(await filterOf(visit.page, 'bad')).toBe('none')
    await choose(visit.popup, 'effect', 'blur')
    await expect.poll(() => filterOf(visit.page, 'bad'), SOON).toContain('blur')
  })

  test.each([
    ['solid', 'contrast(0)'],
    ['greyscale', 'grayscale(1)'],
  ])('the effect %s is at work in the open page at once', async (effect, filter) => {
    await open('/one', settled(1))
    await choose(visit.popup, 'effect', effect)
    await expect.poll(() => filterOf(visit.page, 'bad'), SOON).toContain(filter)
    await choose(visit.popup, 'effect', 'blur')
  })

  test('another level opens and covers what is on the page at once, and nothing is judged anew', async () => {
    const thresholds = { gentle: 1, balanced: bundled.threshold, strict: 0 }
    const levels = levelsOf({ both: thresholds, picture: thresholds, text: thresholds })
    const path = join(tmpdir(), `memeveil-levels-${name}.json`)
    writeFileSync(path, JSON.stringify({ ...bundled, levels }))
    const options = await visit.browser.extensionPage('src/extension/options/options.html')
    const inUse = () => options.evaluate(() => document.querySelector('[data-head]')?.getAttribute('data-head'))
    await options.setFile('input[type=file]', path)
    await expect.poll(inUse, SOON).toBe('loaded')
    await options.close()
    const [before] = await open('/one', settled(1))
    const choose = (level: string) =>
      visit.popup.evaluate((level) => document.querySelector<HTMLElement>(`input[value=${level}]`)?.click(), level)
    await choose('gentle')
    const [gentle] = await report((f) => f[0]?.state === 'fine')
    expect(await filterOf(visit.page, 'bad')).toBe('none')
    await choose('strict')
    const [strict] = await report((f) => f[0]?.state === 'offensive')
    expect(await filterOf(visit.page, 'bad')).toContain('blur')
    expect([gentle.ms, strict.ms]).toEqual([before.ms, before.ms])
    await choose('balanced')
  })

  test('switched off, the page is as it was; switched on, it is veiled again', async () => {
    await open('/one', settled(1))
    await flip('enabled')
    await expect.poll(() => filterOf(visit.page, 'bad'), SOON).toBe('none')
    await flip('enabled')
    await report(settled(1))
    expect(await filterOf(visit.page, 'bad')).toContain('blur')
  })

  test('complaint 1: what scrolls away before its turn is not checked, what is in view comes first', async () => {
    await visit.page.goto(`${visit.site.address}/tall`)
    await report((f) => f.length === TALL)
    await visit.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    const found = await report((f) => f.some((p) => p.address.endsWith(`/tall-${TALL - 1}.jpg`) && p.state === 'fine'))
    expect(found.filter((p) => p.state === 'checking').length).toBeGreaterThanOrEqual(TALL / 2)
  })

  test('what comes into view while it waits goes before what was asked about earlier', async () => {
    await visit.page.goto(`${visit.site.address}/ahead`)
    await report((f) => f.length === AHEAD)
    await visit.page.evaluate(() => window.scrollTo(0, 200))
    const found = await report((f) => stateOf(f, `/ahead-${AHEAD - 1}.jpg`) === 'fine')
    expect(found.filter((p) => p.state === 'checking').length).toBeGreaterThanOrEqual(4)
  })

  test.runIf(name === 'chrome')('complaint 15: the service worker killed midway loses nothing', async () => {
    await visit.page.goto(`${visit.site.address}/many`)
    const judged = (found: PictureReport[]) => found.filter((p) => p.state !== 'checking').length
    expect(judged(await report((f) => f.length === MANY && judged(f) > 0))).toBeLessThan(MANY)
    expect(await visit.browser.killWorker?.()).toBe(1)
    const found = await report(settled(MANY))
    expect(found.map((p) => p.state)).toEqual(Array.from({ length: MANY }, () => 'fine'))
  })
})
