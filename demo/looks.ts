// Pictures of every page of the extension, and of a label and its panel, for a person to look at: out/looks/<look>/.
import { mkdirSync } from 'node:fs'
import { type LaunchOptions, launch, type Page, waitForReport } from './browsers.ts'
import { serveFeed } from './server.ts'

/** Each wants its language installed; Debian has Chromium's in the package chromium-l10n. */
const LOOKS: Record<string, LaunchOptions> = {
  light: {},
  dark: { wishes: { dark: true } },
  narrow: { phone: true },
  ar: { language: 'ar' },
  'ar-dark': { language: 'ar', wishes: { dark: true } },
  'ar-narrow': { language: 'ar', phone: true },
  de: { language: 'de' },
  es: { language: 'es' },
  fr: { language: 'fr' },
}
const SECTIONS = [
  'general',
  'topics',
  'sites',
  'looks',
  'model',
  'corrections',
  'privacy',
  'file',
  'statistics',
  'debug',
]
const LIMIT_MS = 120_000
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function takeAll(look: string, options: LaunchOptions): Promise<void> {
  const folder = `out/looks/${look}`
  mkdirSync(folder, { recursive: true })
  const site = await serveFeed()
  const browser = await launch('chrome', options)
  const take = async (name: string, page: Page, selector?: string) => {
    await pause(600)
    await page.screenshot(`${folder}/${name}.png`, selector)
  }
  try {
    const report = await browser.extensionPage()
    const page = await browser.newPage()
    await page.goto(site.address)
    await waitForReport(report, site.address, (all) => all.some(({ state }) => state === 'offensive'), LIMIT_MS)
    await pause(1500)
    const tab = await report.evaluate(
      async (address) => (await chrome.tabs.query({})).find(({ url }) => url?.startsWith(address))?.id,
      site.address,
    )
    await take('feed', page, 'body')
    // the keyboard reaches the first label, whose panel opens and then weighs the words
    await page.press('Tab')
    await pause(8000)
    await take('panel', page)
    await take('popup', await browser.extensionPage(`src/extension/popup/popup.html?tab=${tab}`), 'body')
    await take('welcome', await browser.extensionPage('src/extension/welcome/welcome.html'))
    const settings = await browser.extensionPage('src/extension/options/options.html')
    await take('options', settings)
    for (const section of SECTIONS) await take(section, settings, `#${section}`)
  } finally {
    await browser.close()
    await site.close()
  }
}

const wanted = process.argv.slice(2)
for (const [look, options] of Object.entries(LOOKS)) {
  if (wanted.length === 0 || wanted.includes(look)) await takeAll(look, options)
}
