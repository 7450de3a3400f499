import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type Browser, type BrowserName, launch, type Page } from '../../demo/browsers.ts'
import { draw } from '../../demo/draw.ts'
import { type ServerProcess, startServer } from '../server/server-process.ts'
import { bring } from './bring.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const WAIT = { timeout: 60_000, interval: 200 }
const folder = mkdtempSync(join(tmpdir(), 'memeveil-page-'))
const file = (name: string) => join(folder, name)
let server: ServerProcess

beforeAll(async () => {
  const offensive = { top: 'Women are too stupid', bottom: 'to drive a car' } as const
  writeFileSync(file('bad.jpg'), await draw({ id: 'a', label: 'offensive', scene: 'road', ...offensive }))
  const harmless = { top: 'My cat knocked the vase', bottom: 'off the table again' } as const
  writeFileSync(file('cat.jpg'), await draw({ id: 'b', label: 'non-offensive', scene: 'cat', ...harmless }))
  writeFileSync(file('broken.jpg'), 'this is no picture')
  writeFileSync(file('notes.txt'), 'notes')
  server = await startServer('--workers', '1')
})
afterAll(async () => void (await server?.stop()))

/** The extension has nothing to do here: it would cover what is tested. */
async function withoutLoopback(extension: string): Promise<void> {
  const path = join(extension, 'manifest.json')
  const manifest = JSON.parse(readFileSync(path, 'utf8'))
  const host_permissions = manifest.host_permissions.filter((host: string) => !host.includes('127.0.0.1'))
  writeFileSync(path, JSON.stringify({ ...manifest, host_permissions }))
}

describe.each<BrowserName>(['chrome', 'firefox'])("the server's page in %s", (name) => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launch(name, { prepare: withoutLoopback })
    page = await browser.newPage()
  })
  afterAll(() => browser?.close())

  const open = () => page.goto(`${server.address}/`)
  const textOf = (selector: string) =>
    page.evaluate((selector) => document.querySelector(selector)?.textContent ?? '', selector)
  const verdict = () => textOf('#result h2')
  const told = (expected: string) => vi.waitFor(async () => expect(await verdict()).toBe(expected), WAIT)
  async function faults(): Promise<string[]> {
    await page.evaluate(AXE as never)
    return page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }
      return (await axe.run()).violations.map((v) => v.id)
    })
  }

  test('a chosen picture is judged, with the reasons in sentences and the words that were read', async () => {
    await open()
    expect(await faults()).toEqual([])
    await page.setFile('#image', file('bad.jpg'))
    await told('Offensive')
    expect(await textOf('#result p')).toMatch(/^Offensive: \d+%\. The level “Balanced” flags from/)
    expect(await textOf('#result ul')).toMatch(/Without its words it has \d+%/)
    expect((await textOf('#result blockquote bdi')).toLowerCase()).toContain('women are too stupid')
    expect(
      await page.evaluate(() => document.querySelector<HTMLImageElement>('#preview')?.naturalWidth),
    ).toBeGreaterThan(0)
    expect(await faults()).toEqual([])
  })

  test.each(['drop', 'paste'] as const)('a picture comes by %s too', async (way) => {
    await open()
    await bring(page, way, file('cat.jpg'))
    await told('Non-offensive')
    expect((await textOf('#result bdi')).toLowerCase()).toBeTruthy()
  })

  test('what is no picture is told as that', async () => {
    await open()
    await bring(page, 'drop', file('notes.txt'))
    await told('Not judged')
    expect(await textOf('#result p')).toBe('That is no picture.')
    await bring(page, 'drop', file('broken.jpg'))
    await vi.waitFor(async () => expect(await textOf('#result p')).toMatch(/not a readable picture/), WAIT)
  })

  test('with a text and another level it is judged by the keyboard alone, and words are only ever text', async () => {
    await open()
    await bring(page, 'drop', file('cat.jpg'))
    await told('Non-offensive')
    const words = `<img src=x onerror="document.title='gone'"> \u202Ewomen are worthless animals ${'x'.repeat(2500)}`
    await page.evaluate((words) => {
      const text = document.querySelector('textarea') as HTMLTextAreaElement
      text.value = words
      ;(document.querySelector('select') as HTMLSelectElement).value = 'strict'
      text.focus()
    }, words)
    for (const key of ['Tab', 'Tab', 'Enter']) await page.press(key)
    await vi.waitFor(async () => expect(await textOf('#result p')).toMatch(/The level “Strict” flags/), WAIT)
    expect(await page.evaluate(() => [document.title, document.querySelectorAll('#result img').length])).toEqual([
      'MemeVeil',
      0,
    ])
    const shown = await textOf('#result blockquote bdi')
    expect([shown.startsWith('<img src=x'), shown.length, shown.at(-1)]).toEqual([true, 2001, '…'])
  })

  test('nothing but the server is asked for anything', async () => {
    await open()
    const refused = await page.evaluate(async () => {
      const refused: string[] = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => refused.push(effectiveDirective))
      document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:1/' }))
      await fetch('http://127.0.0.1:1/').catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, 500))
      return refused.sort()
    })
    expect(refused).toEqual(['connect-src', 'img-src'])
  })

  test('it fits a narrow window, in the dark too', async () => {
    await open()
    await bring(page, 'drop', file('cat.jpg'))
    await told('Non-offensive')
    const wider = await page.evaluate(() => {
      document.documentElement.style.fontSize = '32px'
      document.documentElement.style.colorScheme = 'dark'
      document.body.style.width = '320px'
      const { scrollWidth, clientWidth } = document.body
      return scrollWidth - clientWidth
    })
    expect(wider).toBe(0)
    expect(await faults()).toEqual([])
  })
})
