import { type Browser, type BrowserName, launch, type Page } from '../../demo/browsers.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'
import type { BenchPicture } from './pictures.ts'

/** A browser whose extension is asked about pictures, as by hand. */
export interface Checks {
  popup: Page
  /** Milliseconds until all are judged: all asked about at once, or each when the one before is judged. */
  ms(pictures: string[], together: boolean): Promise<number>
  /** Loses the verdicts that were kept: the next question about a picture is answered by the models. */
  forget(): Promise<void>
  close(): Promise<void>
}

export function dataAddress({ name, bytes }: BenchPicture): string {
  const type = name.split('.').at(-1)?.toLowerCase().replace('jpg', 'jpeg')
  return `data:image/${type};base64,${Buffer.from(bytes).toString('base64')}`
}

export async function openChecks(name: BrowserName): Promise<Checks> {
  const browser: Browser = await launch(name)
  const popup = await browser.extensionPage()
  return {
    popup,
    async ms(pictures, together) {
      const { ms, results } = await popup.evaluate(askAbout, { pictures, together })
      const kept = results.find((result) => result.state === 'judged' && result.devices === null)
      if (kept) throw new Error('a verdict was kept from before')
      return ms
    },
    forget: () => popup.evaluate(clearVerdicts),
    close: () => browser.close(),
  }
}

async function askAbout({ pictures, together }: { pictures: string[]; together: boolean }) {
  const name = 'popup-to-background: check-by-hand'
  const start = performance.now()
  const asked: Promise<CheckResult>[] = []
  for (const picture of pictures) {
    asked.push(chrome.runtime.sendMessage({ name, payload: { picture } }) as Promise<CheckResult>)
    if (!together) await asked.at(-1)
  }
  const results = await Promise.all(asked)
  return { ms: performance.now() - start, results }
}

function clearVerdicts(): Promise<void> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('verdicts')
    opening.onerror = () => reject(opening.error)
    opening.onsuccess = () => {
      const clearing = opening.result.transaction('verdicts', 'readwrite')
      clearing.objectStore('verdicts').clear()
      clearing.onerror = () => reject(clearing.error)
      clearing.oncomplete = () => {
        opening.result.close()
        resolve()
      }
    }
  })
}
