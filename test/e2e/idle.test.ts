import { expect, test } from 'vitest'
import { launch, type Page } from '../../demo/browsers.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'

const OFFSCREEN = 'src/extension/offscreen/offscreen.html'
const IDLE_MS = 1000

const check = (popup: Page) =>
  popup.evaluate(
    (payload) =>
      chrome.runtime.sendMessage({
        name: 'popup-to-background: check-by-hand',
        payload,
      }) as Promise<CheckResult>,
    { text: 'hello there' },
  )

const documents = (popup: Page) =>
  popup.evaluate(async () => {
    const contextTypes = ['OFFSCREEN_DOCUMENT' as chrome.runtime.ContextType]
    return (await chrome.runtime.getContexts({ contextTypes })).length
  })

/** The background's own document stays for minutes; this one is the same with a shorter idle time. */
const openImpatientDocument = (popup: Page) =>
  popup.evaluate(async (url) => {
    await chrome.offscreen.closeDocument()
    const reasons = ['WORKERS' as chrome.offscreen.Reason]
    await chrome.offscreen.createDocument({ url, reasons, justification: 'Runs the models' })
  }, `${OFFSCREEN}?idle-ms=${IDLE_MS}`)

test('complaint 1: the models load with the first picture, unload when idle, and come back by themselves', async () => {
  const browser = await launch('chrome')
  try {
    const popup = await browser.extensionPage()
    expect(await documents(popup)).toBe(0)
    expect((await check(popup)).state).toBe('judged')
    expect(await documents(popup)).toBe(1)
    await openImpatientDocument(popup)
    expect((await check(popup)).state).toBe('judged')
    await expect.poll(() => documents(popup), { timeout: 30_000, interval: 100 }).toBe(0)
    expect((await check(popup)).state).toBe('judged')
  } finally {
    await browser.close()
  }
})
