import { expect, test } from 'vitest'
import type { Item } from '../../../src/backlog/source/item.ts'
import { survey } from '../../../src/backlog/source/survey.ts'
import { streamed } from '../../fixtures/backlog-store.ts'

const ITEMS: Item[] = [
  { name: 'a', location: 'file:///a' },
  { name: 'b', location: 'file:///b', text: 'words' },
]
const versionOf = async (items: Item[]) => (await survey(streamed(items))).version

test('a source is the same one for as long as its items are, in their order', async () => {
  const version = await versionOf(ITEMS)
  expect(await survey(streamed(ITEMS.map((item) => ({ ...item }))))).toEqual({ pictures: 2, version })
  const [a, b] = ITEMS
  const others = [[a], [b, a], [a, b, b], [a, { ...b, name: 'c' }], [a, { ...b, location: 'file:///c' }]]
  others.push([a, { ...b, text: 'other words' }], [a, { name: 'b', location: 'file:///b' }])
  const versions = await Promise.all(others.map(versionOf))
  expect(new Set([version, ...versions]).size).toBe(others.length + 1)
})
