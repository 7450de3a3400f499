import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, type BrowserName, launch, type Page } from '../../demo/browsers.ts'
import { accessibilityFaults, overflowAt } from './accessibility.ts'

const WELCOME = 'src/extension/welcome/welcome.html'
const SOON = { timeout: 5000, interval: 100 }

/** How many of the open tabs welcome. */
const welcoming = (page: Page) => async () =>
  page.evaluate(async () => (await chrome.tabs.query({})).filter((tab) => tab.url?.endsWith('/welcome.html')).length)

const storedSetting = (page: Page, name: string) => async () =>
  page.evaluate(async (name) => {
    const { settings } = (await chrome.storage.local.get('settings')) as { settings?: Record<string, unknown> }
    return settings?.[name] ?? null
  }, name)

const access = (page: Page) => () =>
  page.evaluate(() => document.querySelector('[data-access]')?.getAttribute('data-access') ?? '')

describe.each<BrowserName>(['chrome', 'firefox'])('in %s', (name) => {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await launch(name, { welcome: true })
    page = await browser.extensionPage()
  })
  afterAll(() => browser?.close())

  test('the welcome page opens after the installation, once', async () => {
    await expect.poll(welcoming(page), SOON).toBe(1)
    await page.close()
    page = await browser.extensionPage(WELCOME)
  })

  test('it tells of which sites pictures may be looked at', async () => {
    await expect.poll(access(page), SOON).toBe('granted')
    const sites = await page.evaluate(() => [...document.querySelectorAll('.sites li')].map((site) => site.textContent))
    expect(sites).toContain('Reddit')
  })

  test('an effect is shown on a drawn meme, which its label shows and hides, and is kept', async () => {
    const veil = () => page.evaluate(() => getComputedStyle(document.querySelector('.preview svg') as Element).filter)
    const press = (selector: string) =>
      page.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.click(), selector)
    expect(await veil()).toContain('blur')
    await press('.preview button')
    await expect.poll(veil, SOON).toBe('none')
    await press('.preview button')
    await press('input[value=solid]')
    await expect.poll(veil, SOON).toContain('contrast(0)')
    await expect.poll(storedSetting(page, 'effect'), SOON).toBe('solid')
  })

  test('a level is chosen by keyboard', async () => {
    await page.evaluate(() => document.querySelector<HTMLElement>('input[value=balanced]')?.focus())
    await page.press('ArrowDown')
    await expect.poll(storedSetting(page, 'level'), SOON).toBe('strict')
  })

  test('it leads to the options', async () => {
    const links = await page.evaluate(() => [...document.querySelectorAll('a')].map((link) => link.href))
    expect(links.map((link) => link.split('/').pop())).toEqual(['options.html#privacy', 'options.html'])
  })

  test('it has no accessibility faults, and room in a narrow window', async () => {
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await overflowAt(page, 360)).toEqual([])
    await page.screenshot(`out/welcome-${name}.png`)
  })
})

test('in Firefox, where access can be taken back, it is asked for in one click', async () => {
  const browser = await launch('firefox')
  try {
    const page = await browser.extensionPage(WELCOME)
    await expect.poll(access(page), SOON).toBe('granted')
    await page.evaluate(() => {
      const { host_permissions } = chrome.runtime.getManifest()
      return chrome.permissions.remove({ origins: host_permissions })
    })
    await expect.poll(access(page), SOON).toBe('missing')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.screenshot('out/welcome-missing.png')
    const { x, y } = await page.evaluate(() => {
      const button = document.querySelector('button[name=allow]') as HTMLElement
      button.scrollIntoView()
      const { x, y } = button.getBoundingClientRect()
      return { x: x + 5, y: y + 5 }
    })
    await page.click(x, y)
    await expect.poll(access(page), SOON).toBe('granted')
  } finally {
    await browser.close()
  }
})

test.each<BrowserName>(['chrome', 'firefox'])('an update opens no welcome page in %s', async (name) => {
  const browser = await launch(name)
  try {
    await browser.reload()
    const popup = await browser.extensionPage()
    expect(await welcoming(popup)()).toBe(0)
  } finally {
    await browser.close()
  }
})

test('in the dark it has no accessibility faults either', async () => {
  const browser = await launch('chrome', { wishes: { dark: true } })
  try {
    const page = await browser.extensionPage(WELCOME)
    await expect.poll(access(page), SOON).toBe('granted')
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await welcoming(page)()).toBe(1)
  } finally {
    await browser.close()
  }
})
