import { beforeEach, expect, test } from 'vitest'
import { createTallies } from '../../../src/extension/background/tally.ts'
import { changeSettings, defaults } from '../../../src/extension/settings.ts'

let shown: unknown[][]
let counted: unknown[][]

beforeEach(async () => {
  shown = []
  counted = []
  await changeSettings(defaults)
})

const badge = {
  set: async (...args: unknown[]) => void shown.push(args),
  reset: async () => {},
  refresh: async () => {},
  forget: async () => {},
}
const tell = (tab: object, counts = { veiled: 1, judged: 3, flagged: 2 }) =>
  createTallies(badge, { add: (...args: unknown[]) => void counted.push(args) })(counts, { tab, frameId: 4 } as never)
const page = { id: 7, url: 'https://www.example.org/feed', incognito: false }

test('the button and the statistics have it, by the site of the page', async () => {
  await tell(page)
  expect(shown).toEqual([[7, 4, 1]])
  expect(counted).toEqual([['example.org', 3, 2]])
})

test.each([
  ['of a private window', { ...page, incognito: true }],
  ['of a page whose address is hidden', { ...page, url: undefined }],
])('what is %s is not kept', async (_, tab) => {
  await tell(tab)
  expect([shown.length, counted]).toEqual([1, []])
})

test('nothing is kept where the user does not want it, or nothing was judged', async () => {
  await tell(page, { veiled: 1, judged: 0, flagged: 0 })
  await changeSettings({ statistics: false })
  await tell(page)
  expect([shown.length, counted]).toEqual([2, []])
})
