import { expect, test } from 'vitest'
import { allOrNone } from '../../src/core/all-or-none.ts'
import { deferred } from '../fixtures/deferred.ts'

test('all come in the order in which they were asked for', async () => {
  const slow = deferred<string>()
  const all = allOrNone([slow.promise, Promise.resolve(2)], async () => {})
  slow.resolve('one')
  expect(await all).toEqual(['one', 2])
})

test('where one fails, those that came are freed, also the ones that come later', async () => {
  const freed: unknown[] = []
  const slow = deferred<string>()
  const loading = [Promise.resolve('first'), Promise.reject(new Error('damaged')), slow.promise]
  const all = allOrNone(loading, async (loaded) => void freed.push(loaded))
  slow.resolve('last')
  await expect(all).rejects.toThrow('damaged')
  expect(freed).toEqual(['first', 'last'])
})
