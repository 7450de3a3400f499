import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createNames } from '../../../src/backlog/source/names.ts'
import { runs } from '../../fixtures/hostile/seed.ts'

test('names are told apart by their rows, and only those that were there before', () => {
  const names = createNames()
  const called = ['a', 'b', 'a', 'a', 'a #6', 'a'].map((name, i) => names.unique(name, i + 1))
  expect(called).toEqual(['a', 'b', 'a #3', 'a #4', 'a #6', 'a #6 #6'])
})

test('no two rows have one name', () => {
  const name = fc.stringMatching(/^a?( #[1-9])?$/)
  const lists = fc.array(name, { maxLength: 9 })
  fc.assert(
    fc.property(lists, (list) => {
      const names = createNames()
      expect(new Set(list.map((one, i) => names.unique(one, i + 1))).size).toBe(list.length)
    }),
    runs(50),
  )
})

test('of 200,000 names that differ, none gets a number', () => {
  const names = createNames()
  let changed = 0
  for (let i = 0; i < 200_000; i++) if (names.unique(`meme_${i}.jpg`, i) !== `meme_${i}.jpg`) changed++
  expect(changed).toBe(0)
})
