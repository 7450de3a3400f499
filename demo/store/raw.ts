import { allowHosts, type Browser, launch, type Page, waitForReport } from '../browsers.ts'
import { feed, serveFeed } from '../server.ts'

/** Three rows that fit on a screen. Of what popup and panel quote of them nothing is a slur. */
const SHOWN = ['m01', 'm02', 'p01', 'm06', 'm17', 'm18', 'm20', 'm19', 'm04', 'm07', 'm08', 'm10']
/** A name instead of this machine's number. */
const HOST = 'http://feed.example'
const LIMIT_MS = 240_000
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function takeFeed(browser: Browser, folder: string): Promise<void> {
  const report = await browser.extensionPage()
  const page = await browser.newPage()
  await page.goto(`${HOST}/`)
  const done = (all: { state: string }[]) => all.filter(({ state }) => state !== 'checking').length >= SHOWN.length
  await waitForReport(report, HOST, done, LIMIT_MS)
  await pause(1500)
  await page.screenshot(`${folder}/feed.png`)
  const tab = await report.evaluate(
    async (address) => (await chrome.tabs.query({})).find(({ url }) => url?.startsWith(address))?.id,
    HOST,
  )
  // the keyboard reaches the first label, whose panel opens and then weighs the words
  await page.press('Tab')
  await pause(10_000)
  await page.screenshot(`${folder}/panel.png`)
  const popup = await browser.extensionPage(`src/extension/popup/popup.html?tab=${tab}`)
  await pause(1500)
  await popup.screenshot(`${folder}/popup.png`, 'body')
}

async function takeOptions(options: Page, folder: string): Promise<void> {
  await pause(1500)
  for (const section of ['general', 'privacy']) await options.screenshot(`${folder}/${section}.png`, `#${section}`)
}

/** Leaves screenshots of the real extension, in a language, on the demo feed: feed, panel, popup, general, privacy. */
export async function takeRaw(language: string, folder: string): Promise<void> {
  const pictures = SHOWN.flatMap((id) => feed.pictures.filter((picture) => picture.id === id))
  const site = await serveFeed(pictures)
  const browser = await launch('chrome', {
    language,
    hosts: Number(new URL(site.address).port),
    prepare: async (copy) => allowHosts(copy, `${HOST}/*`),
  })
  try {
    await takeFeed(browser, folder)
    await takeOptions(await browser.extensionPage('src/extension/options/options.html'), folder)
  } finally {
    await browser.close()
    await site.close()
  }
}
