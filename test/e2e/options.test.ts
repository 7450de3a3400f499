import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, type BrowserName, launch, type Page, waitForReport } from '../../demo/browsers.ts'
import { accessibilityFaults, chartsAt, overflowAt } from './accessibility.ts'
import { serveTestPages } from './site.ts'
import { settled } from './visit.ts'

const OPTIONS = 'src/extension/options/options.html'
const SOON = { timeout: 5000, interval: 100 }
const LIMIT_MS = 90_000
const folder = mkdtempSync(join(tmpdir(), 'memeveil-options-'))

type Stored = Record<string, unknown>
const stored = (page: Page) =>
  page.evaluate(async () => (await chrome.storage.local.get('settings')).settings as Stored | undefined)
/** Types into a field as a person would, or chooses in a list. */
const type = (page: Page, selector: string, value: string) =>
  page.evaluate(
    ({ selector, value }) => {
      const field = document.querySelector(selector) as HTMLInputElement
      field.value = value
      field.dispatchEvent(new Event(field.matches('select') ? 'change' : 'input', { bubbles: true }))
    },
    { selector, value },
  )
const press = (page: Page, selector: string) =>
  page.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.click(), selector)
const submit = (page: Page, selector: string) =>
  page.evaluate((selector) => document.querySelector<HTMLFormElement>(selector)?.requestSubmit(), selector)
const textOf = (page: Page, selector: string) => () =>
  page.evaluate((selector) => document.querySelector(selector)?.textContent?.trim() ?? '', selector)
const shown = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('main > section')].filter((s) => !s.hidden).map((s) => s.id),
  )
/** Presses a button that asks first, and one of the two in its dialog. */
const confirm = (page: Page, label: string, answer: string) =>
  page.evaluate(
    ({ label, answer }) => {
      const withText = (root: ParentNode, text: string) =>
        [...root.querySelectorAll('button')].find((button) => button.textContent === text)
      withText(document, label)?.click()
      withText(document.querySelector('dialog[open]') as Element, answer)?.click()
    },
    { label, answer },
  )

/** What the page gives out as a file. */
async function exportFrom(page: Page) {
  const file = await page.evaluate(async () => {
    let given: Blob | undefined
    URL.createObjectURL = (blob) => {
      given = blob as Blob
      return 'data:,'
    }
    document.querySelector<HTMLElement>('button[name=export]')?.click()
    return given?.text()
  })
  return JSON.parse(file ?? '') as { settings: Stored; format: string; version: number }
}

function settingsFile(name: string, content: object | string): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

describe.each<BrowserName>(['chrome', 'firefox'])('the options page in %s', (name) => {
  let browser: Browser
  let page: Page
  /** The settings of an installation that nothing was changed in. */
  let fresh: Stored | undefined

  beforeAll(async () => {
    browser = await launch(name)
  })
  beforeEach(async () => {
    page = await browser.extensionPage(OPTIONS)
    await expect.poll(textOf(page, '[data-head]'), SOON).toBe('the bundled head')
    fresh ??= (await exportFrom(page)).settings
    return () => page.close()
  })
  afterAll(() => browser?.close())

  test('has no accessibility faults, and room in a narrow window and at 200 %', async () => {
    expect(await accessibilityFaults(page)).toEqual([])
    await page.screenshot(`out/options-${name}.png`)
    for (const width of [360, 640]) expect(await overflowAt(page, width)).toEqual([])
  })

  test('a search leaves the rows with its words and says how many; Escape brings all back', async () => {
    const all = await shown(page)
    await page.press('/')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('search')
    for (const letter of 'hover') await page.press(letter)
    await expect.poll(textOf(page, '[data-found]'), SOON).toBe('Nothing matches')
    await page.press('Escape')
    await expect.poll(() => shown(page), SOON).toEqual(all)
    for (const letter of 'pointer') await page.press(letter)
    await expect.poll(textOf(page, '[data-found]'), SOON).toBe('1 row matches')
    expect(await shown(page)).toEqual(['looks'])
  })

  test.each(['sites', 'corrections'])(
    'a link leads to its section, %s, though its rows are still to come',
    async (id) => {
      const linked = await browser.extensionPage(`${OPTIONS}#${id}`)
      const focused = () => linked.evaluate(() => [document.activeElement?.id, Math.round(scrollY) > 0].join())
      await expect.poll(focused, SOON).toBe(`${id}-title,true`)
      await linked.close()
    },
  )

  test('by keyboard alone a setting is reached and changed', async () => {
    const focused = () => page.evaluate(() => (document.activeElement as HTMLInputElement).name ?? '')
    for (let i = 0; i < 20 && (await focused()) !== 'enabled'; i++) await page.press('Tab')
    await page.press(' ')
    await expect.poll(async () => (await stored(page))?.enabled, SOON).toBe(false)
    await page.press(' ')
    await expect.poll(async () => (await stored(page))?.enabled, SOON).toBe(true)
  })

  test('a site is added, set otherwise than everywhere, and removed', async () => {
    await type(page, 'input[name=site]', 'two words')
    await submit(page, '[data-row=sites] form')
    await expect.poll(textOf(page, '[data-row=sites] [role=alert]'), SOON).toMatch(/“two words” is no site/)
    await type(page, 'input[name=site]', 'https://www.example.org/')
    await submit(page, '[data-row=sites] form')
    await expect.poll(textOf(page, '[data-site] th'), SOON).toBe('example.org')
    await type(page, '[data-site] select[name=level]', 'strict')
    await expect.poll(async () => (await stored(page))?.sites, SOON).toEqual({ 'example.org': { level: 'strict' } })
    await type(page, '[data-site] select[name=enabled]', 'false')
    await type(page, '[data-site] select[name=level]', '')
    await expect.poll(async () => (await stored(page))?.sites, SOON).toEqual({ 'example.org': { enabled: false } })
    expect(await accessibilityFaults(page)).toEqual([])
    await press(page, '[data-site] button')
    await expect.poll(async () => (await stored(page))?.sites, SOON).toEqual({})
  })

  test('a list with a wrong line is not kept, and the line is told', async () => {
    await type(page, 'textarea[name=allow]', 'example.org\nno site\nhttps://b.org/art')
    await submit(page, '[data-row=allow]')
    await expect.poll(textOf(page, '[data-errors=allow]'), SOON).toBe('Line 2: “no site” is no site.')
    expect((await stored(page))?.allow).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
    await type(page, 'textarea[name=allow]', 'example.org\n\nhttps://b.org/art')
    await submit(page, '[data-row=allow]')
    await expect.poll(async () => (await stored(page))?.allow, SOON).toEqual(['example.org', 'b.org/art'])
    expect(await textOf(page, '[data-errors=allow]')()).toBe('')
  })

  test('of two windows neither loses what the other changes, at once or while a list is typed', async () => {
    const other = await browser.extensionPage(OPTIONS)
    await expect.poll(textOf(other, '[data-head]'), SOON).toBe('the bundled head')
    for (const on of [false, true, false, true]) {
      await Promise.all([press(page, 'input[name=symbol]'), press(other, 'input[name=statistics]')])
      const both = async () => {
        const settings = await stored(page)
        return [settings?.symbol, settings?.statistics]
      }
      await expect.poll(both, SOON).toEqual([on, on])
    }
    await type(page, 'textarea[name=block]', 'typed.example')
    await type(other, 'textarea[name=block]', 'meanwhile.example')
    await submit(other, '[data-row=block]')
    await expect.poll(async () => (await stored(page))?.block, SOON).toEqual(['meanwhile.example'])
    await submit(page, '[data-row=block]')
    await expect.poll(async () => (await stored(page))?.block, SOON).toEqual(['typed.example', 'meanwhile.example'])
    await type(page, 'textarea[name=block]', '')
    await submit(page, '[data-row=block]')
    await expect.poll(async () => (await stored(page))?.block, SOON).toEqual([])
    await other.close()
  })

  test('settings go out as a file and come back; a wrong file changes nothing and is told by field', async () => {
    const exported = await exportFrom(page)
    const { settings, ...envelope } = exported
    expect(envelope).toEqual({ format: 'memeveil-settings', version: 1 })
    expect(settings).toEqual({ ...fresh, allow: ['example.org', 'b.org/art'] })

    const before = await stored(page)
    const wrong = settingsFile('wrong.json', {
      ...envelope,
      settings: { level: 'mild', effect: 'solid', sites: { 'b.org': { nonsense: 1 } } },
    })
    await page.setFile('input[name=import]', wrong)
    await expect.poll(textOf(page, '[data-errors=import]'), SOON).toMatch(/settings\.level.*settings\.sites\.b\.org/)
    expect(await stored(page)).toEqual(before)
    expect(await accessibilityFaults(page)).toEqual([])
    await page.setFile('input[name=import]', settingsFile('newer.json', { ...envelope, version: 9, settings }))
    await expect.poll(textOf(page, '[data-errors=import]'), SOON).toMatch(/version is 9, of a newer MemeVeil/)
    expect(await stored(page)).toEqual(before)

    await page.setFile('input[name=import]', settingsFile('good.json', { ...envelope, settings: { effect: 'solid' } }))
    await expect.poll(() => stored(page), SOON).toEqual({ ...fresh, effect: 'solid' })
    expect(await textOf(page, '[data-errors=import]')()).toBe('')
  })

  test('what is kept is told; cleared after a question, it is gone', async () => {
    const verdicts = async () =>
      Number(
        (await page.evaluate(() => document.querySelector('[data-verdicts]')?.getAttribute('data-verdicts'))) ?? -1,
      )
    const site = await serveTestPages()
    const visited = await browser.newPage()
    await visited.goto(`${site.address}/one`)
    await waitForReport(page, site.address, settled(1), LIMIT_MS)
    await visited.close()
    await site.close()
    await page.close()
    page = await browser.extensionPage(OPTIONS)
    await expect.poll(verdicts, SOON).toBeGreaterThan(0)
    await expect.poll(textOf(page, '[data-devices]'), SOON).toMatch(/^WASM/)
    await expect.poll(textOf(page, '[data-row=times] tbody'), SOON).toMatch(/^\d+/)
    await confirm(page, 'Clear the verdicts', 'Keep')
    expect(await verdicts()).toBeGreaterThan(0)
    await confirm(page, 'Clear the verdicts', 'Clear')
    await expect.poll(textOf(page, '[data-done]'), SOON).toBe('The verdicts are cleared.')
    expect(await verdicts()).toBe(0)
    await confirm(page, 'Clear everything', 'Clear')
    await expect.poll(() => stored(page), SOON).toEqual(fresh)
  })

  test('counts are drawn by day and told in tables', async () => {
    await page.evaluate(async () => {
      const now = new Date()
      const two = (part: number) => String(part).padStart(2, '0')
      const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
      const sites = { 'example.org': { checked: 40, veiled: 10 }, 'b.org': { checked: 2, veiled: 0 } }
      await chrome.storage.local.set({ statistics: { total: { checked: 42, veiled: 10 }, days: { [today]: sites } } })
      document.dispatchEvent(new Event('visibilitychange'))
    })
    await expect.poll(textOf(page, '[data-total]'), SOON).toBe('Pictures checked in all: 42; veiled of them: 10.')
    expect(await textOf(page, '[data-counts="example.org"]')()).toBe('example.org4010')
    const heights = await page.evaluate(() =>
      [...document.querySelectorAll('[data-day]:last-of-type rect')].map((bar) => Number(bar.getAttribute('height'))),
    )
    expect(heights[1] / heights[0]).toBeCloseTo(10 / 42)
    await page.evaluate(() => document.querySelector('[data-row=by-day] details')?.setAttribute('open', ''))
    expect(await accessibilityFaults(page)).toEqual([])
    await page.screenshot(`out/options-statistics-${name}.png`)
    const { writing, cut } = await chartsAt(page, 360)
    expect(writing).toBeGreaterThan(9)
    expect(cut).toBeLessThan(1)
    await confirm(page, 'Clear the statistics', 'Clear')
    await expect.poll(textOf(page, '[data-row=none]'), SOON).toBe('Nothing was counted yet.')
  })

  test('what is copied for a report names no site', async () => {
    const copied = await page.evaluate(async () => {
      let text = ''
      navigator.clipboard.writeText = async (written) => {
        text = written
      }
      await chrome.storage.local.set({ settings: { block: ['secret.example'] } })
      await new Promise((resolve) => setTimeout(resolve, 500))
      document.querySelector<HTMLElement>('button[name=refresh]')?.click()
      await new Promise((resolve) => setTimeout(resolve, 1000))
      document.querySelector<HTMLElement>('button[name=copy]')?.click()
      return text
    })
    expect(copied).toContain('MemeVeil: ')
    expect(copied).toContain('"block":1')
    expect(copied).not.toContain('secret')
  })
})

test.each([
  ['the dark', { dark: true }],
  ['forced colours', { forcedColors: true }],
])('in %s it has no accessibility faults either', async (_, wishes) => {
  const browser = await launch('chrome', { wishes })
  try {
    const page = await browser.extensionPage(OPTIONS)
    await expect.poll(textOf(page, '[data-head]'), SOON).toBe('the bundled head')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.screenshot(`out/options-${Object.keys(wishes)[0]}.png`)
  } finally {
    await browser.close()
  }
})
