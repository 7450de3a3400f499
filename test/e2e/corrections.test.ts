import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type BrowserName, type Page, waitForReport } from '../../demo/browsers.ts'
import { serve } from '../../demo/server.ts'
import { accessibilityFaults } from './accessibility.ts'
import { pictures } from './site.ts'
import { pause, settled, useVisit } from './visit.ts'

const LIMIT_MS = 90_000
const OPTIONS = 'src/extension/options/options.html#corrections'

/** The same meme as another site would have it: smaller, and saved again at another quality. */
const twin = async () =>
  sharp(await pictures.offensive)
    .resize(520)
    .jpeg({ quality: 60 })
    .toBuffer()

const images: Record<string, () => Promise<Buffer>> = {
  '/offensive.jpg': () => pictures.offensive,
  '/twin.jpg': twin,
  '/harmless.jpg': () => pictures.harmless,
}

const serveTwins = () =>
  serve(async (path) => {
    if (images[path]) return { type: 'image/jpeg', body: await images[path]() }
    const shown = Object.keys(images).map((src) => `<img src="${src}" width="300" height="220">`)
    return { type: 'text/html', body: `<!doctype html><body style="margin:0">${shown.join('')}` }
  })

/** Keeps the one correction that there is so many times more, each a second older. */
const copyCorrection = (page: Page, times: number) =>
  page.evaluate(
    (times) =>
      new Promise<void>((resolve, reject) => {
        const opened = indexedDB.open('corrections')
        opened.onerror = () => reject(opened.error)
        opened.onsuccess = () => {
          const transaction = opened.result.transaction('corrections', 'readwrite')
          const store = transaction.objectStore('corrections')
          const all = store.getAll()
          all.onsuccess = () => {
            const [one] = all.result
            for (let i = 1; i <= times; i++)
              store.put({ ...one, id: String(i).padStart(24, '0'), at: one.at - 1000 * i })
          }
          transaction.oncomplete = () => {
            opened.result.close()
            resolve()
          }
        }
      }),
    times,
  )

describe.each<BrowserName>(['chrome', 'firefox'])('corrections, in %s', (name) => {
  const visit = useVisit(name, serveTwins)

  /** Of the meme, its twin and the harmless one. */
  const shown = async () => {
    const found = await waitForReport(visit.popup, visit.site.address, settled(3), LIMIT_MS)
    return ['offensive.jpg', 'twin.jpg', 'harmless.jpg'].map(
      (part) => found.find((p) => p.address.includes(part))?.state,
    )
  }
  const becomes = (...wanted: string[]) => expect.poll(shown, { timeout: LIMIT_MS, interval: 250 }).toEqual(wanted)
  const open = async () => {
    await visit.page.goto(`${visit.site.address}/twins`)
  }
  /** By keyboard: past the meme's label to its twin's, the last one, whose panel follows, there to the third button. */
  async function pressWrong(): Promise<void> {
    await pause(1000)
    for (let i = 0; i < 2; i++) await visit.page.press('Tab')
    await pause(2000)
    for (let i = 0; i < 3; i++) await visit.page.press('Tab')
    await visit.page.press('Enter')
  }
  const text = (page: Page, selector: string) =>
    page.evaluate((selector) => document.querySelector(selector)?.textContent?.trim() ?? '', selector)
  const count = (page: Page) =>
    page.evaluate(() => document.querySelector('[data-corrections]')?.getAttribute('data-corrections') ?? '')
  const press = (page: Page, label: string) =>
    page.evaluate((label) => {
      const found = [...document.querySelectorAll('#corrections button')].filter((b) => b.textContent === label)
      ;(found[found.length - 1] as HTMLButtonElement | undefined)?.click()
    }, label)

  test('“Wrong” in the panel shows the picture and its near twin on the open page, and undo covers them', async () => {
    await open()
    await becomes('offensive', 'offensive', 'fine')
    await pressWrong()
    await becomes('fine', 'fine', 'fine')
    // its panel stays, with "Undo" in focus
    await pause(300)
    await visit.page.press('Enter')
    await becomes('offensive', 'offensive', 'fine')
  })

  test('what was said survives a restart of the extension', async () => {
    await open()
    await pressWrong()
    await becomes('fine', 'fine', 'fine')
    await visit.popup.close()
    await visit.browser.reload()
    visit.popup = await visit.browser.extensionPage()
    visit.page = await visit.browser.newPage()
    await open()
    await becomes('fine', 'fine', 'fine')
  })

  test('the options list it without anything that shows the picture, and take it back on the open page', async () => {
    const options = await visit.browser.extensionPage(OPTIONS)
    await expect.poll(() => count(options), { timeout: 10_000 }).toBe('1')
    expect(await text(options, '.corrections tbody')).toMatch(/Offensive: \d+%fineUndo/)
    expect(await text(options, '[data-learning]')).toMatch(/validation rows.*AUROC/)
    expect(await options.evaluate(() => document.querySelectorAll('#corrections img').length)).toBe(0)
    expect(await accessibilityFaults(options)).toEqual([])
    const rows = () => options.evaluate(() => document.querySelectorAll('.corrections tbody tr').length)
    await copyCorrection(options, 59)
    await options.evaluate(() => location.reload())
    await expect.poll(rows, { timeout: 10_000 }).toBe(50)
    await options.evaluate(() => document.querySelector<HTMLElement>('[name=older-corrections]')?.click())
    await expect.poll(rows).toBe(60)
    await options.evaluate(() => [...document.querySelectorAll<HTMLElement>('.corrections button')].at(-1)?.click())
    const busy = () => text(options, '#corrections [role=status]')
    await expect.poll(busy, { interval: 5 }).toBe('Learning from the corrections…')
    await expect.poll(() => count(options), { timeout: 10_000 }).toBe('59')
    await press(options, 'Clear')
    await expect.poll(() => count(options), { timeout: 10_000 }).toBe('0')
    await options.close()
    await becomes('offensive', 'offensive', 'fine')
  })

  test('the picture’s menu says the opposite, too', async () => {
    await visit.popup.evaluate(async (address) => {
      const tabs = await chrome.tabs.query({})
      const tab = tabs.find(({ url }) => url?.startsWith(address))
      const payload = { address: `${address}/harmless.jpg`, offensive: true }
      await chrome.tabs.sendMessage(tab?.id ?? -1, { name: 'background-to-content: correct', payload }, { frameId: 0 })
    }, visit.site.address)
    await becomes('offensive', 'offensive', 'offensive')
  })

  test('a wrong file changes nothing and is told by its field; forgetting all brings back the verdicts', async () => {
    const options = await visit.browser.extensionPage(OPTIONS)
    const folder = mkdtempSync(join(tmpdir(), 'memeveil-corrections-'))
    const path = join(folder, 'newer.json')
    writeFileSync(path, JSON.stringify({ format: 'memeveil-corrections', version: 9, corrections: [] }))
    await expect.poll(() => count(options), { timeout: 10_000 }).toBe('1')
    await options.setFile('[name=import-corrections] input, input[name=import-corrections]', path)
    const problem = () => text(options, '[data-errors=corrections]')
    await expect.poll(problem, { timeout: 5000 }).toMatch(/^Nothing was taken over: field "version".*newer/)
    expect(await count(options)).toBe('1')
    await press(options, 'Clear')
    await expect.poll(() => count(options), { timeout: 10_000 }).toBe('0')
    await options.close()
    await becomes('offensive', 'offensive', 'fine')
  })

  test('the check by hand says “Wrong”, and what was said there', async () => {
    const popup = await visit.browser.extensionPage()
    const path = join(mkdtempSync(join(tmpdir(), 'memeveil-wrong-')), 'meme.jpg')
    writeFileSync(path, await pictures.offensive)
    await popup.setFile('input[type=file]', path)
    const prediction = () => text(popup, '[data-prediction]')
    await expect.poll(prediction, { timeout: LIMIT_MS }).toMatch(/^Offensive/)
    const click = (button: string) =>
      popup.evaluate(
        (button) => document.querySelector<HTMLButtonElement>(`[data-wrong] button[name=${button}]`)?.click(),
        button,
      )
    await click('wrong')
    await expect.poll(prediction, { timeout: LIMIT_MS }).toMatch(/^Non-offensive/)
    await expect.poll(() => text(popup, '[data-wrong]')).toMatch(/You said that this.*is fine/)
    await click('undo')
    await expect.poll(prediction, { timeout: LIMIT_MS }).toMatch(/^Offensive/)
    await popup.close()
  })
})
