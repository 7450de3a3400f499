import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, expect, test, vi } from 'vitest'
import { openCheckWindow } from '../../../src/extension/background/check-window.ts'
import { answerCommands } from '../../../src/extension/background/commands.ts'
import { answerMenus, createMenus } from '../../../src/extension/background/menus.ts'
import { takeHandedOver } from '../../../src/extension/handed-over.ts'

vi.mock('webextension-polyfill', async () => ({ default: (await import('@webext-core/fake-browser')).fakeBrowser }))

let opened: string[]

/** What Firefox for Android has none of (MDN's browser-compat-data, 2026-11). */
beforeEach(() => {
  opened = []
  Object.assign(fakeBrowser, { contextMenus: undefined, commands: undefined, windows: undefined })
  Object.assign(fakeBrowser.tabs, { create: async ({ url }: { url: string }) => opened.push(url) })
})

test('without menus and shortcuts the background starts all the same', async () => {
  answerMenus()
  answerCommands()
  await createMenus()
})

test('without windows a tab checks a picture', async () => {
  await openCheckWindow('https://img.example/a.jpg')
  expect(opened).toEqual([expect.stringMatching(/popup\.html\?check$/)])
  expect(await takeHandedOver()).toBe('https://img.example/a.jpg')
})
