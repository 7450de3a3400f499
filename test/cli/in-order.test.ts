import { expect, test } from 'vitest'
import { inOrder } from '../../src/cli/in-order.ts'
import { deferred } from '../fixtures/deferred.ts'

async function take<T>(results: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = []
  for await (const result of results) taken.push(result)
  return taken
}

test('results come in the order of their items, whichever ends first; only so many are under way', async () => {
  const begun: string[] = []
  const ends = Object.fromEntries(['a', 'b', 'c'].map((item) => [item, deferred<string>()]))
  const results = take(
    inOrder(
      ['a', 'b', 'c'],
      (item) => {
        begun.push(item)
        return ends[item].promise
      },
      2,
    ),
  )
  await Promise.resolve()
  expect(begun).toEqual(['a', 'b'])
  ends.b.resolve('B')
  ends.c.resolve('C')
  ends.a.resolve('A')
  expect(await results).toEqual(['A', 'B', 'C'])
})

test('a failure is told behind the results before it, and nothing more begins', async () => {
  const begun: number[] = []
  const work = async (item: number) => {
    begun.push(item)
    await new Promise((resolve) => setTimeout(resolve, 10))
    if (item === 2) throw new Error('no second')
    return item
  }
  const results = inOrder([1, 2, 3, 4, 5, 6], work, 1)
  expect((await results.next()).value).toBe(1)
  await expect(results.next()).rejects.toThrow('no second')
  await new Promise((resolve) => setTimeout(resolve, 100))
  // the third had begun when the second ended
  expect(begun).toEqual([1, 2, 3])
})
