import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type BrowserName, type Page, waitForReport } from '../../demo/browsers.ts'
import { createSay, type Look } from '../../src/core/say.ts'
import { lookIn } from '../../src/runtime/node/say.ts'
import { accessibilityFaults, overflowAt } from './accessibility.ts'
import { serveTestPages } from './site.ts'
import { settled, useVisit } from './visit.ts'

const LIMIT_MS = 60_000
/** Neither browser shows more of a popup than this. */
const MOST_HEIGHT = 600
const PAGES = ['welcome/welcome', 'options/options', 'popup/popup'].map((name) => `src/extension/${name}.html`)

const messagesOf = (language: string): Record<string, { message: string }> =>
  JSON.parse(readFileSync(`public/_locales/${language}/messages.json`, 'utf8'))

/** Sentences of English that a page in another language must not show. */
function englishAlone(language: string): string[] {
  const other = messagesOf(language)
  return Object.entries(messagesOf('en'))
    .filter(([key, { message }]) => /\w+ \w+/.test(message) && message !== other[key]?.message)
    .map(([, { message }]) => message)
    .filter((message) => !message.includes('$'))
}

describe.each<[BrowserName, string]>([
  ['chrome', 'ar'],
  ['chrome', 'de'],
  ['chrome', 'es'],
  ['chrome', 'fr'],
  ['firefox', 'ar'],
  ['firefox', 'de'],
])('%s in %s', (name, language) => {
  const visit = useVisit(name, serveTestPages, () => ({ language }))
  const say = createSay(lookIn(messagesOf(language)) as Look, language)

  async function lookAt(page: Page): Promise<void> {
    const [lang, dir, title, text] = await page.evaluate(() => {
      const { lang, dir } = document.documentElement
      return [lang, dir, document.title, document.body.innerText]
    })
    expect([lang.split('-')[0], dir]).toEqual([language, say.direction])
    const shown = `${title}\n${text}`
    expect(englishAlone(language).filter((message) => shown.includes(message))).toEqual([])
    expect(await accessibilityFaults(page)).toEqual([])
  }

  test('the browser itself speaks it', async () => {
    const spoken = await visit.popup.evaluate(() => [
      chrome.i18n.getUILanguage(),
      chrome.runtime.getManifest().description ?? '',
    ])
    expect([spoken[0].split('-')[0], spoken[1]]).toEqual([language, say('extensionDescription')])
  })

  test.each(PAGES)('%s speaks it alone, from its side, without faults and with room', async (path) => {
    const page = await visit.browser.extensionPage(path)
    await page.evaluate(() => {
      for (const details of document.querySelectorAll('details')) details.open = true
    })
    await lookAt(page)
    if (!path.includes('popup')) expect(await overflowAt(page, 360)).toEqual([])
    await page.close()
  })

  test('the popup fits, and says what was veiled', async () => {
    await visit.page.goto(`${visit.site.address}/one`)
    await waitForReport(visit.popup, visit.site.address, settled(1), LIMIT_MS)
    const tab = await visit.popup.evaluate(
      async (address) => (await chrome.tabs.query({})).find(({ url }) => url?.startsWith(address))?.id,
      visit.site.address,
    )
    const popup = await visit.browser.extensionPage(`src/extension/popup/popup.html?tab=${tab}`)
    const listed = () => popup.evaluate(() => document.querySelector('.veiled')?.textContent ?? '')
    await expect.poll(listed, { timeout: 5000 }).toContain('IMMIGRANTS')
    await lookAt(popup)
    const [height, wide] = await popup.evaluate(() => {
      const main = document.querySelector('main') as HTMLElement
      // what is inline has no width of its own, and a hidden field is seen by nobody
      const boxes = [...main.querySelectorAll('*')].filter((part) => part.clientWidth > 1)
      const cut = boxes.filter((part) => part.scrollWidth > part.clientWidth + 1)
      return [main.getBoundingClientRect().height, cut.map((part) => part.outerHTML.slice(0, 100))] as const
    })
    expect(height).toBeLessThanOrEqual(MOST_HEIGHT)
    expect(wide).toEqual([])
    await popup.close()
  })

  test.runIf(name === 'chrome')('a label and its panel speak it', async () => {
    await visit.page.press('Tab')
    const panel = `dialog: ${say('whyTitle')}`
    const spoken = async () => (await visit.page.spoken?.())?.map(({ role, name }) => `${role}: ${name}`) ?? []
    await expect.poll(spoken, { timeout: 5000 }).toContain(panel)
    const all = (await spoken()).join('\n')
    expect(all).toContain(say('alwaysShow'))
    expect(all).toMatch(new RegExp(say('labelCovered', { caption: { said: '.*' } })))
  })
})
