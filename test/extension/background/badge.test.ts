import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, expect, test } from 'vitest'
import { type Badge, createBadge } from '../../../src/extension/background/badge.ts'
import { pauseTab, resume } from '../../../src/extension/pauses.ts'
import { framesOf } from '../../../src/extension/veiled.ts'

/** What the buttons of tabs say now. */
let said: Record<number, string>
let titles: Record<number, string>
let badge: Badge

beforeEach(async () => {
  said = {}
  titles = {}
  await browser.storage.session.clear()
  Object.assign(fakeBrowser.action, {
    setBadgeBackgroundColor: async () => {},
    async setBadgeText({ tabId, text }: { tabId: number; text: string }) {
      if (tabId === 404) throw new Error('No tab with id: 404')
      said[tabId] = text
    },
    async setTitle({ tabId, title }: { tabId: number; title: string }) {
      titles[tabId] = title
    },
  })
  fakeBrowser.tabs.sendMessage = async () => undefined
  badge = createBadge()
})

test('it says how many pictures are veiled in all frames of a tab, at once or one after the other', async () => {
  await Promise.all([badge.set(1, 0, 2), badge.set(1, 7, 3), badge.set(2, 0, 1)])
  expect(said).toEqual({ 1: '5', 2: '1' })
  expect(titles).toEqual({
    1: 'MemeVeil: 5 pictures veiled on this page',
    2: 'MemeVeil: 1 picture veiled on this page',
  })
  await badge.set(1, 7, 0)
  expect(said[1]).toBe('2')
  expect(await framesOf(1)).toEqual([0, 7])
})

test('another page begins at nothing', async () => {
  await badge.set(1, 7, 3)
  await badge.reset(1)
  expect([said[1], titles[1], await framesOf(1)]).toEqual(['', 'MemeVeil', [0]])
})

test('a background that starts anew knows what the one before counted', async () => {
  await badge.set(1, 7, 3)
  await createBadge().set(1, 0, 1)
  expect(said[1]).toBe('4')
})

test('more than a thousand is more than there is room for', async () => {
  await badge.set(1, 0, 1000)
  expect(said[1]).toBe('999+')
})

test('a tab that is gone holds up no other', async () => {
  await badge.set(404, 0, 1)
  await badge.set(1, 0, 1)
  expect(said).toEqual({ 1: '1' })
})

test('a paused tab is told as that, until it is paused no longer', async () => {
  await badge.set(1, 0, 2)
  await badge.set(2, 0, 1)
  await pauseTab(1)
  await badge.refresh()
  expect([said, titles[1]]).toEqual([{ 1: '❚❚', 2: '1' }, 'MemeVeil: paused on this tab'])
  await badge.set(1, 0, 0)
  await badge.reset(1)
  expect(said[1]).toBe('❚❚')
  await resume(1)
  await badge.refresh()
  await badge.set(1, 0, 2)
  expect([said[1], titles[1]]).toEqual(['2', 'MemeVeil: 2 pictures veiled on this page'])
})
