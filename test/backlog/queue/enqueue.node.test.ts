import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import type { Batch } from '../../../src/backlog/judging/batch.ts'
import { connect } from '../../../src/backlog/queue/connect.ts'
import { enqueue } from '../../../src/backlog/queue/enqueue.ts'
import { type BacklogQueue, openQueue } from '../../../src/backlog/queue/queue.ts'
import { statusOf } from '../../../src/backlog/queue/status.ts'
import { startWork } from '../../../src/backlog/queue/work.ts'
import type { Item } from '../../../src/backlog/source/item.ts'
import type { Store } from '../../../src/backlog/store/store.ts'
import { openTinyStore, streamed } from '../../fixtures/backlog-store.ts'
import { type LocalRedis, startRedis } from '../../fixtures/redis.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-enqueue-'))
let redis: LocalRedis
let connection: Awaited<ReturnType<typeof connect>>
let queue: BacklogQueue
let store: Store
let stores = 0
beforeAll(async () => {
  redis = await startRedis()
  connection = await connect(redis.url, () => {})
  queue = openQueue(connection.redis)
})
beforeEach(async () => {
  await connection.redis.flushall()
  ;({ store } = await openTinyStore(join(folder, `${++stores}`)))
})
afterAll(async () => {
  await queue?.close()
  connection?.close()
  await redis?.close()
  rmSync(folder, { recursive: true })
})

const items = (n: number): Item[] =>
  Array.from({ length: n }, (_, i) => ({ name: `${i}.png`, location: `file:///${i}` }))
const put = (all: AsyncIterable<Item>, more: object = {}) =>
  enqueue(all, {
    ...{
      source: { path: '/b', version: '1' },
      queue,
      store,
      backlog: 'b',
      batchSize: 10,
      mostWaiting: 100,
      priority: 0,
      tries: 3,
      backOffMs: 100,
    },
    ...{ onBatch: () => {}, signal: new AbortController().signal },
    ...more,
  })
const waiting = () => queue.getJobCountByTypes('wait', 'prioritized')

test('every picture is in one batch, with its place, and the backlog knows how many there are', async () => {
  expect(await put(streamed(items(25)))).toBe(25)
  const jobs = await queue.getJobs(['wait'])
  const places = jobs.flatMap(({ data }) => data.items.map(({ place }) => place))
  expect(places.sort((a, b) => a - b)).toEqual(items(25).map((_, i) => i))
  expect((await statusOf(queue, store)).backlogs).toEqual([
    expect.objectContaining({ name: 'b', run: 1, pictures: 25, whole: true, entries: 0 }),
  ])
})

test('an enqueuing that is stopped goes on, and puts nothing in twice', async () => {
  const stopped = new AbortController()
  const stop = (pictures: number) => pictures >= 10 && stopped.abort(new Error('enough'))
  await expect(put(streamed(items(25)), { onBatch: stop, signal: stopped.signal })).rejects.toThrow('enough')
  expect(await waiting()).toBe(1)
  expect(await put(streamed(items(25)))).toBe(25)
  expect(await waiting()).toBe(3)
  expect((await store.backlogs())[0]).toMatchObject({ run: 1, pictures: 25 })
})

test('once it was whole, another is a run of its own', async () => {
  await put(streamed(items(25)))
  await put(streamed(items(25)))
  expect(await waiting()).toBe(6)
  expect((await store.backlogs())[0]).toMatchObject({ run: 2, pictures: 25 })
})

test('a source that was edited meanwhile begins anew; another one is refused the name', async () => {
  const stopped = new AbortController()
  const stop = (pictures: number) => pictures >= 10 && stopped.abort(new Error('enough'))
  await expect(put(streamed(items(25)), { onBatch: stop, signal: stopped.signal })).rejects.toThrow('enough')
  await put(streamed(items(26)), { source: { path: '/b', version: '2' } })
  expect((await store.backlogs())[0]).toMatchObject({ run: 2, pictures: 26 })
  const other = put(streamed(items(3)), { source: { path: '/other/b', version: '' } })
  await expect(other).rejects.toThrow('the backlog b is of /b: give this one another name by --backlog')
})

test('a job that is no batch is told, and harms nothing', async () => {
  await queue.add('batch', undefined as never)
  const never = async () => expect.fail('it was judged')
  const work = startWork({ redis: connection.redis, queue, store, judge: never, silentMs: 5000, tell: () => {} })
  await vi.waitUntil(async () => (await queue.getFailedCount()) === 1)
  await work.close()
  expect((await statusOf(queue, store)).setAside).toEqual([
    expect.objectContaining({ error: 'it is no batch of pictures', pictures: 0 }),
  ])
})

test('a fault of ours sets a batch aside picture by picture, and loses none', async () => {
  await put(streamed(items(3)), { tries: 1 })
  const judge = () => Promise.reject(new TypeError('a fault'))
  const work = startWork({ redis: connection.redis, queue, store, judge, silentMs: 5000, tell: () => {} })
  await vi.waitUntil(async () => (await queue.getFailedCount()) === 1)
  await work.close()
  expect(await store.counts('b', 1)).toMatchObject({ entries: 3, failed: 3 })
})

test('a picture that waits for its host is not set aside with those that were tried in vain', async () => {
  await put(streamed(items(3)), { tries: 2, backOffMs: 10 })
  let passes = 0
  const judge = async (batch: Batch) => {
    const later = batch.items.map((item, i) => ({
      ...{ item: { ...item, version: '' }, reason: i === 0 ? 'no connection' : 'not its turn' },
      turn: i === 0 ? null : 50,
    }))
    // from then on the host may be asked
    return ++passes < 3 ? later : []
  }
  const work = startWork({ redis: connection.redis, queue, store, judge, silentMs: 5000, tell: () => {} })
  await work.untilEmpty()
  await work.close()
  expect(passes).toBe(3)
  expect(await store.counts('b', 1)).toMatchObject({ entries: 1, failed: 1 })
  expect((await statusOf(queue, store)).setAside).toEqual([
    expect.objectContaining({ error: '0.png: no connection', pictures: 1 }),
  ])
  const [rest] = await queue.getCompleted()
  expect([rest.data.items.map(({ name }) => name), rest.opts.attempts]).toEqual([['1.png', '2.png'], 2])
})

test('no more wait than may', async () => {
  let told = 0
  const enqueued = put(streamed(items(50)), { mostWaiting: 2, onBatch: (pictures: number) => (told = pictures) })
  await vi.waitUntil(() => told === 20)
  await new Promise((resolve) => setTimeout(resolve, 700))
  expect([told, await waiting()]).toEqual([20, 2])
  for (const job of await queue.getJobs(['wait'])) await job.remove()
  await vi.waitUntil(() => told === 40, { timeout: 5000 })
  await queue.drain()
  expect(await enqueued).toBe(50)
})

test('what has a priority comes before what has a higher one', async () => {
  await put(streamed(items(10)), { backlog: 'late', priority: 9 })
  await put(streamed(items(10)), { backlog: 'early', priority: 1 })
  const jobs = await queue.getJobs(['prioritized'], 0, -1, true)
  expect(jobs.map(({ data }) => data.backlog)).toEqual(['early', 'late'])
})

test('a source that can’t be read begins nothing', async () => {
  const broken: AsyncIterable<Item> = {
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('line 1: no address')) }),
  }
  await expect(put(broken)).rejects.toThrow('line 1: no address')
  expect(await store.backlogs()).toEqual([])
})

test('a name that no index takes is shortened, and told from others by its end', async () => {
  const long = ['a', 'b'].map((end) => ({ name: 'x'.repeat(5000) + end }))
  await put(streamed(long))
  const [{ data }] = await queue.getJobs(['wait'])
  const names = data.items.map(({ name }) => name)
  expect(names.map((name) => name.length < 620)).toEqual([true, true])
  expect(new Set(names).size).toBe(2)
})
