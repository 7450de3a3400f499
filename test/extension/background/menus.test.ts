import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, expect, test, vi } from 'vitest'
import { answerCommands } from '../../../src/extension/background/commands.ts'
import { answerMenus, createMenus } from '../../../src/extension/background/menus.ts'
import { takeHandedOver } from '../../../src/extension/handed-over.ts'
import { loadPauses, pausedUntil } from '../../../src/extension/pauses.ts'
import { loadSettings } from '../../../src/extension/settings.ts'

type Clicked = (info: object, tab: object) => void

let click: Clicked
let command: (name: string) => Promise<void>
let windows: string[]
let menus: string[]
let ran: object[]

beforeEach(async () => {
  await browser.storage.local.clear()
  await browser.storage.session.clear()
  windows = []
  menus = ['of an older version']
  ran = []
  // what the fake has none of
  Object.assign(fakeBrowser, {
    contextMenus: {
      removeAll: async () => menus.splice(0),
      create: ({ id }: { id: string }) => menus.push(id),
      onClicked: { addListener: (listener: Clicked) => (click = listener) },
    },
    commands: { onCommand: { addListener: (listener: typeof command) => (command = listener) } },
    scripting: {
      async executeScript(injection: object) {
        ran.push(injection)
        return [{ result: 'data:image/png;base64,AA==' }]
      },
    },
  })
  Object.assign(fakeBrowser.windows, { create: async ({ url }: { url: string }) => windows.push(url) })
  Object.assign(fakeBrowser.tabs, {
    query: async () => [{ id: 7 }],
    sendMessage: async (tab: number, message: object) => void ran.push({ tab, ...message }),
  })
  answerMenus()
  answerCommands()
})

const tab = { id: 7, url: 'https://www.example.org/art' }
const opened = () => vi.waitFor(() => expect(windows).toEqual([expect.stringMatching(/popup\.html\?check$/)]))

test('the menus are made anew', async () => {
  await createMenus()
  await createMenus()
  expect(menus).toEqual(['check-picture', 'wrong-fine', 'wrong-offensive', 'allow-site'])
})

test('a picture is handed over to a window that checks it', async () => {
  click({ menuItemId: 'check-picture', srcUrl: 'https://img.example/a.jpg', frameId: 0 }, tab)
  await opened()
  expect([await takeHandedOver(), await takeHandedOver()]).toEqual(['https://img.example/a.jpg', null])
})

test('one that is in its page alone is read there, in its frame', async () => {
  click({ menuItemId: 'check-picture', srcUrl: 'blob:https://www.example.org/1', frameId: 3 }, tab)
  await opened()
  expect(ran).toMatchObject([{ target: { tabId: 7, frameIds: [3] }, args: ['blob:https://www.example.org/1'] }])
  expect(await takeHandedOver()).toBe('data:image/png;base64,AA==')
})

test('a site is allowed as a whole, by its page and not by the frame of the picture', async () => {
  click({ menuItemId: 'allow-site', pageUrl: tab.url, frameUrl: 'https://frame.example/' }, tab)
  await vi.waitFor(async () => expect((await loadSettings()).allow).toEqual(['example.org']))
})

test('the shortcut pauses the tab in front, and resumes it', async () => {
  await command('pause')
  expect(pausedUntil(await loadPauses(), 7)).not.toBeNull()
  await command('pause')
  expect(pausedUntil(await loadPauses(), 7)).toBeNull()
})

test('the other shortcuts show all for a minute, and open the check', async () => {
  await command('reveal')
  expect(ran).toEqual([{ tab: 7, name: 'extension-to-content: reveal-all', payload: { ms: 60_000 } }])
  await command('check')
  await opened()
  expect(await takeHandedOver()).toBeNull()
})
