import browser from 'webextension-polyfill'
import { say } from '../../runtime/browser/say.ts'
import { sendToTab } from '../protocol.ts'
import { changeSettings } from '../settings.ts'
import { placeAt } from '../site-name.ts'
import { allowSite } from '../site-settings.ts'
import { openCheckWindow, portable } from './check-window.ts'

type Clicked = browser.Menus.OnClickData
type Tab = browser.Tabs.Tab

/** The page knows what was said of its picture. */
function correct(offensive: boolean) {
  return async ({ srcUrl, frameId = 0 }: Clicked, { id }: Tab) => {
    const payload = { address: srcUrl ?? '', offensive }
    if (id !== undefined) await sendToTab(id, 'background-to-content: correct', payload, frameId)
  }
}

/** What a picture's context menu offers. */
const ITEMS: { id: string; title(): string; run(info: Clicked, tab: Tab): Promise<void> }[] = [
  {
    id: 'check-picture',
    title: () => say('menuCheck'),
    async run({ srcUrl, frameId }, { id }) {
      if (srcUrl) await openCheckWindow(await portable(srcUrl, id ?? -1, frameId ?? 0))
    },
  },
  { id: 'wrong-fine', title: () => say('wrongFine'), run: correct(false) },
  { id: 'wrong-offensive', title: () => say('wrongOffensive'), run: correct(true) },
  {
    id: 'allow-site',
    title: () => say('menuAllowSite'),
    async run({ pageUrl }, { url = pageUrl }) {
      await changeSettings((before) => allowSite(before, placeAt(url ?? '')))
    },
  },
]

/** The browser keeps menus while the background is away, and they are made anew at an update or a start. */
export async function createMenus(): Promise<void> {
  // Firefox for Android has none (145)
  if (!browser.contextMenus) return
  await browser.contextMenus.removeAll()
  for (const { id, title } of ITEMS) {
    const documentUrlPatterns = ['http://*/*', 'https://*/*']
    browser.contextMenus.create({ id, title: title(), contexts: ['image'], documentUrlPatterns })
  }
}

export function answerMenus(): void {
  browser.contextMenus?.onClicked.addListener((info, tab) => {
    const item = ITEMS.find(({ id }) => id === info.menuItemId)
    if (item && tab) void item.run(info, tab)
  })
}
