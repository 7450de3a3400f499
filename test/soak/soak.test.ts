import { expect, test } from 'vitest'
import { soakOptions } from '../../scripts/soak.mjs'
import { growthOf, type Sample } from './growth.ts'
import { numberedPicture, someBelow } from './pictures.ts'

/** One sample a minute. */
const hour = (pages: (minute: number) => number): Sample[] =>
  Array.from({ length: 60 }, (_, minutes) => ({
    minutes,
    done: minutes,
    megabytes: { pages: pages(minutes), small: minutes < 30 ? 5 : 9 },
  }))

test.each([
  ['stays', () => 200, []],
  ['is large while it starts', (minute: number) => (minute < 8 ? 900 : 200), []],
  ['goes up and down', (minute: number) => 200 + (minute % 2) * 15, []],
  ['grows until garbage is collected', (minute: number) => 200 + (minute % 4) * 60, []],
  ['is larger at one moment', (minute: number) => (minute === 40 ? 900 : 200), []],
  ['grows by three megabytes a minute', (minute: number) => 200 + 3 * minute, ['pages', 'all']],
  ['grows a little', (minute: number) => 2000 + 3 * minute, []],
  ['is unknown', () => Number.NaN, ['pages', 'all']],
])('what %s is told as that', (_, pages, over) => {
  const rows = growthOf(hour(pages))
  expect(rows.map(({ what }) => what)).toEqual(['pages', 'small', 'all'])
  expect(rows.filter((row) => row.over).map(({ what }) => what)).toEqual(over)
})

test('a kind that comes late has grown, and a run without samples holds nothing', () => {
  const late = hour(() => 200).map((one) => ({
    ...one,
    megabytes: { pages: 200, ...(one.minutes > 30 && { new: 90 }) },
  }))
  expect(growthOf(late)).toContainEqual({ what: 'new', before: 0, after: 90, 'of before': Infinity, over: true })
  expect(growthOf([])).toMatchObject([{ what: 'all', over: true }])
})

test('options are taken, and refused in a line', () => {
  expect(soakOptions([])).toEqual({ minutes: 60, parts: ['chrome', 'firefox', 'serve'] })
  expect(soakOptions(['--minutes', '2.5', '--of', 'serve,chrome'])).toEqual({
    minutes: 2.5,
    parts: ['serve', 'chrome'],
  })
  expect(() => soakOptions(['--minutes', 'long'])).toThrow('--minutes has to be a number above 0: long')
  expect(() => soakOptions(['--of', 'safari'])).toThrow('--of is some of chrome,firefox,serve: safari')
})

test('pictures differ by their numbers alone', async () => {
  const [first, same, next] = await Promise.all([11, 11, 12].map(numberedPicture))
  expect(first.bytes.equals(same.bytes)).toBe(true)
  expect(first.bytes.equals(next.bytes)).toBe(false)
  expect(someBelow(9, 20, 3)).toEqual(someBelow(9, 20, 3))
  expect([new Set(someBelow(60, 56, 4)).size, new Set(someBelow(9, 200, 4)).size]).toEqual([56, 9])
})
