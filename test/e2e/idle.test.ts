import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { launch } from '../../demo/browsers.ts'
import type { CheckResult } from '../../src/extension/protocol.ts'

const IDLE_MS = 2000

/** Five minutes become two seconds in the installed copy; nothing else changes. */
async function shortenIdle(folder: string): Promise<void> {
  const engine = readdirSync(join(folder, 'assets')).find((name) => name.startsWith('engine-')) as string
  const path = join(folder, 'assets', engine)
  const code = readFileSync(path, 'utf8')
  expect(code.split('=3e5,').length).toBe(2)
  writeFileSync(path, code.replace('=3e5,', `=${IDLE_MS},`))
}

test('the models load with the first picture, unload when idle, and come back by themselves', async () => {
  const browser = await launch('chrome', { prepare: shortenIdle })
  try {
    const popup = await browser.extensionPage()
    const documents = () =>
      popup.evaluate(
        async () =>
          (await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT' as chrome.runtime.ContextType] }))
            .length,
      )
    const check = () =>
      popup.evaluate(
        (payload) =>
          chrome.runtime.sendMessage({ name: 'popup-to-background: check-by-hand', payload }) as Promise<CheckResult>,
        {
          text: 'hello there',
        },
      )
    expect(await documents()).toBe(0)
    expect((await check()).state).toBe('judged')
    expect(await documents()).toBe(1)
    for (let i = 0; i < 100 && (await documents()) > 0; i++) await new Promise((resolve) => setTimeout(resolve, 100))
    expect(await documents()).toBe(0)
    expect((await check()).state).toBe('judged')
  } finally {
    await browser.close()
  }
})
