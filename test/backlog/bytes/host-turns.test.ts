import { expect, test } from 'vitest'
import { createHostTurns } from '../../../src/backlog/bytes/host-turns.ts'

const never = new AbortController().signal

test('a host is asked once in its time, in the order of asking, and other hosts meanwhile', async () => {
  const turns = createHostTurns()
  const began = performance.now()
  const order: string[] = []
  const take = async (host: string, called: string) => {
    await turns.take(host, 100, never)
    order.push(called)
    return performance.now() - began
  }
  const [first, second, third, other] = await Promise.all([
    take('a.org', 'first'),
    take('a.org', 'second'),
    take('a.org', 'third'),
    take('b.org', 'other'),
  ])
  expect(order).toEqual(['first', 'other', 'second', 'third'])
  expect(Math.max(first, other)).toBeLessThan(90)
  expect(second).toBeGreaterThan(95)
  expect(third).toBeGreaterThan(195)
})

test('who gives up waits no longer', async () => {
  const turns = createHostTurns()
  await turns.take('a.org', 60_000, never)
  const left = new AbortController()
  const waiting = turns.take('a.org', 60_000, left.signal)
  left.abort(new Error('left'))
  await expect(waiting).rejects.toThrow('left')
  await expect(turns.take('a.org', 1, left.signal)).rejects.toThrow('left')
})

test('nobody waits longer than two minutes, and whoever would takes no turn from the others', async () => {
  const turns = createHostTurns()
  const left = new AbortController()
  const waiting = [1, 2, 3].map(() => turns.take('a.org', 50_000, left.signal))
  const error = { name: 'RetryLater', tried: false, message: /a.org is not to be asked for another 1\d\d s/ }
  for (const _ of [1, 2]) await expect(turns.take('a.org', 50_000, never)).rejects.toMatchObject(error)
  left.abort(new Error('left'))
  await Promise.allSettled(waiting)
})

test('a host that rests is asked by nobody, for ten minutes at most', async () => {
  const turns = createHostTurns()
  await turns.rest('a.org', 86_400_000)
  await turns.rest('a.org', 1)
  const { afterMs } = await turns.take('a.org', 1, never).then(
    () => ({ afterMs: 0 }),
    (error) => error,
  )
  expect(afterMs).toBeGreaterThan(599_000)
  expect(afterMs).toBeLessThanOrEqual(600_000)
})

test('hosts whose turn is over are forgotten, and those whose turn is to come are not', async () => {
  const turns = createHostTurns()
  await turns.rest('busy.org', 600_000)
  for (let i = 0; i < 25_000; i++) await turns.rest(`${i}.org`, 0)
  await turns.take('a.org', 0, never)
  await expect(turns.take('busy.org', 1, never)).rejects.toMatchObject({ name: 'RetryLater' })
})
