import { expect, test } from 'vitest'
import { axisTop, byDay, bySite } from '../../../src/extension/options/chart.ts'
import { OTHER_SITES, type Statistics } from '../../../src/extension/statistics.ts'

const counts = (checked: number, veiled = 0) => ({ checked, veiled })
const statistics = (days: Statistics['days']): Statistics => ({ total: counts(0), days })

test('the last days are told in their order, those without anything and over the turn of a year too', () => {
  const kept = statistics({
    '2025-12-29': { 'a.org': counts(99, 9) },
    '2025-12-31': { 'a.org': counts(3, 1), 'b.org': counts(4) },
    '2026-01-01': { 'a.org': counts(5, 5) },
  })
  expect(byDay(kept, 3, new Date(2026, 0, 1, 23, 59))).toEqual([
    { name: '2025-12-30', checked: 0, veiled: 0 },
    { name: '2025-12-31', checked: 7, veiled: 1 },
    { name: '2026-01-01', checked: 5, veiled: 5 },
  ])
})

test('no day is told twice or left out where clocks change', () => {
  const days = byDay(statistics({}), 400, new Date(2026, 10, 26, 0, 30)).map(({ name }) => name)
  expect(new Set(days).size).toBe(400)
})

test('sites are summed over the days, those with the most pictures first, the others as one', () => {
  const kept = statistics({
    '2026-01-01': { 'a.org': counts(1, 1), 'b.org': counts(5), 'c.org': counts(2, 1), [OTHER_SITES]: counts(50, 2) },
    '2026-01-02': { 'a.org': counts(6), 'd.org': counts(1) },
  })
  expect(bySite(kept, 2)).toEqual([
    { name: 'a.org', checked: 7, veiled: 1 },
    { name: 'b.org', checked: 5, veiled: 0 },
    { name: OTHER_SITES, checked: 53, veiled: 3 },
  ])
})

test('where all sites are told there are no others', () => {
  const kept = statistics({ '2026-01-01': { 'b.org': counts(1), 'a.org': counts(1) } })
  expect(bySite(kept, 2).map(({ name }) => name)).toEqual(['a.org', 'b.org'])
})

test.each([
  [[], 1],
  [[0], 1],
  [[1], 1],
  [[3, 7], 10],
  [[10], 10],
  [[11], 20],
  [[201], 500],
  [[999], 1000],
])('the axis over %j goes to %i', (heights, top) => {
  expect(axisTop(heights.map((checked) => ({ name: '', checked, veiled: 0 })))).toBe(top)
})
