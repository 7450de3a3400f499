import { fakeBrowser } from '@webext-core/fake-browser'
import { beforeEach, expect, test } from 'vitest'
import {
  ENDLESS,
  forgetTab,
  loadPauses,
  type Pauses,
  pausedUntil,
  pauseEverywhere,
  pauseTab,
  resume,
} from '../../src/extension/pauses.ts'

/** What the tabs were told. */
const told: unknown[] = []

beforeEach(async () => {
  fakeBrowser.tabs.sendMessage = async (tab: number, { payload }: { payload: object }) => told.push([tab, payload])
  told.length = 0
  await browser.storage.session.clear()
})

test.each<[string, Pauses, number | null]>([
  ['not paused', { everywhere: null, tabs: {} }, null],
  ['everywhere', { everywhere: 2000, tabs: {} }, 2000],
  ['no longer', { everywhere: 1000, tabs: {} }, null],
  ['for an hour', { everywhere: 3_601_000, tabs: {} }, 3_601_000],
  ['since before the clock was set back', { everywhere: 3_601_001, tabs: {} }, null],
  ['in this tab', { everywhere: null, tabs: { 7: ENDLESS } }, ENDLESS],
  ['in another tab', { everywhere: null, tabs: { 8: ENDLESS } }, null],
  ['in this tab for longer than everywhere', { everywhere: 2000, tabs: { 7: ENDLESS } }, ENDLESS],
])('%s', (_, pauses, until) => expect(pausedUntil(pauses, 7, 1000)).toBe(until))

test('a pause is kept, and what resumes a tab resumes all where all are paused', async () => {
  await pauseTab(7)
  await pauseTab(8)
  await pauseEverywhere(60_000)
  expect(pausedUntil(await loadPauses(), 1)).toBeGreaterThan(Date.now() + 50_000)
  await resume(7)
  const pauses = await loadPauses()
  expect([1, 7, 8].map((tab) => pausedUntil(pauses, tab))).toEqual([null, null, ENDLESS])
  await forgetTab(8)
  expect(await loadPauses()).toEqual({ everywhere: null, tabs: {} })
})

test('each tab is told until when it is paused', async () => {
  const { id } = await fakeBrowser.tabs.create({})
  await pauseTab(id as number)
  await resume(id as number)
  expect(told.filter((one) => (one as [number])[0] === id)).toEqual([
    [id, { until: ENDLESS }],
    [id, { until: null }],
  ])
})

test('until a restart has no end that a number could miss', async () => {
  await pauseEverywhere(ENDLESS)
  expect(pausedUntil(await loadPauses(), 1)).toBe(ENDLESS)
})

test('of pauses that come at once none is lost', async () => {
  await Promise.all([pauseTab(7), pauseTab(8), pauseEverywhere(60_000), forgetTab(8), pauseTab(9)])
  const { everywhere, tabs } = await loadPauses()
  expect(everywhere).toBeGreaterThan(Date.now())
  expect(tabs).toEqual({ 7: ENDLESS, 9: ENDLESS })
})
