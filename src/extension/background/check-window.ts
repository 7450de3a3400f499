import browser from 'webextension-polyfill'
import { handOver } from '../handed-over.ts'

const PAGE = 'src/extension/popup/popup.html?check'
const SIZE = { width: 400, height: 640 }

/** Opens the check by hand in a small window, else a tab, with a picture to begin with, or with none. */
export async function openCheckWindow(address?: string): Promise<void> {
  if (address !== undefined) await handOver(address)
  const url = browser.runtime.getURL(PAGE)
  // Firefox for Android has tabs alone (145)
  if (browser.windows) await browser.windows.create({ url, type: 'popup', ...SIZE })
  else await browser.tabs.create({ url })
}

/** Runs in the page, the only place where a `blob:` address means something. */
async function readBlob(address: string): Promise<string> {
  const blob = await (await fetch(address)).blob()
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result as string)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
}

/** The address that can be asked for outside of the page. The user's click on the page allows to look at it. */
export async function portable(address: string, tabId: number, frameId: number): Promise<string> {
  if (!address.startsWith('blob:')) return address
  const target = { tabId, frameIds: [frameId] }
  const [{ result }] = await browser.scripting.executeScript({ target, func: readBlob, args: [address] })
  return result as string
}
