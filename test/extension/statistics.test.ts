import { beforeEach, describe, expect, test, vi } from 'vitest'
import { createCounting } from '../../src/extension/background/count.ts'
import {
  addStatistics,
  addTo,
  clearStatistics,
  dayOf,
  loadStatistics,
  MOST_DAYS,
  MOST_SITES,
  OTHER_SITES,
  type Statistics,
} from '../../src/extension/statistics.ts'

const none: Statistics = { total: { checked: 0, veiled: 0 }, days: {} }
const one = { day: '2026-11-26', site: 'a.example', checked: 3, veiled: 1 }

beforeEach(() => browser.storage.local.clear())

test('counts are added by day and site, and in all', () => {
  const added = [one, { ...one, checked: 2, veiled: 0 }, { ...one, site: 'b.example' }, { ...one, day: '2026-11-27' }]
  expect(added.reduce(addTo, none)).toEqual({
    total: { checked: 11, veiled: 3 },
    days: {
      '2026-11-26': { 'a.example': { checked: 5, veiled: 1 }, 'b.example': { checked: 3, veiled: 1 } },
      '2026-11-27': { 'a.example': { checked: 3, veiled: 1 } },
    },
  })
})

test('of more sites than are kept the rest is counted together', () => {
  const sites = Array.from({ length: MOST_SITES + 5 }, (_, i) => ({ ...one, site: `${i}.example` }))
  const day = sites.reduce(addTo, none).days[one.day]
  expect(Object.keys(day)).toHaveLength(MOST_SITES + 1)
  expect(day[OTHER_SITES]).toEqual({ checked: 15, veiled: 5 })
  expect(day['0.example']).toEqual({ checked: 3, veiled: 1 })
})

test('days before the last 400 count in the total alone', () => {
  const start = Date.UTC(2025, 0, 1)
  const days = Array.from({ length: MOST_DAYS + 10 }, (_, i) => new Date(start + i * 86_400_000).toISOString())
  const added = days.map((day) => ({ ...one, day: day.slice(0, 10) }))
  const { total, days: kept } = added.reduce(addTo, none)
  expect(Object.keys(kept)).toEqual(added.slice(10).map(({ day }) => day))
  expect(total).toEqual({ checked: 3 * added.length, veiled: added.length })
})

test('a day is the device’s own', () => expect(dayOf(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05'))

test('they are kept until they are cleared', async () => {
  await addStatistics([one, one])
  expect((await loadStatistics()).total).toEqual({ checked: 6, veiled: 2 })
  await clearStatistics()
  expect(await loadStatistics()).toEqual(none)
})

describe('what is in the store', () => {
  test.each([
    ['text'],
    [{ total: 7 }],
    [{ total: { checked: -1, veiled: 0 }, days: {} }],
    [{ ...none, days: { x: {} } }],
  ])('and broken (%j) is forgotten', async (statistics) => {
    await browser.storage.local.set({ statistics })
    expect(await loadStatistics()).toEqual(none)
  })
})

test('what is counted within a few seconds is written once, also after a write that failed', async () => {
  vi.useFakeTimers()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const written: number[] = []
  const write = vi.fn(async (added: { checked: number }[]) => {
    written.push(added.reduce((sum, { checked }) => sum + checked, 0))
    if (written.length === 1) throw new Error('full')
  })
  const counting = createCounting(write)
  for (let round = 0; round < 2; round++) {
    counting.add('a.example', 1, 0)
    counting.add('a.example', 2, 1)
    await vi.advanceTimersByTimeAsync(5000)
  }
  expect(written).toEqual([3, 3])
  vi.useRealTimers()
  vi.restoreAllMocks()
})
