import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createSharedTurns } from '../../../src/backlog/bytes/shared-turns.ts'
import { type LocalRedis, startRedis } from '../../fixtures/redis.ts'

let redis: LocalRedis
let admin: Redis
const clients: Redis[] = []
beforeAll(async () => {
  redis = await startRedis()
  admin = new Redis(redis.url)
})
afterEach(async () => {
  await admin.flushall()
  for (const client of clients.splice(0)) client.disconnect()
})
afterAll(async () => {
  admin.disconnect()
  await redis.close()
})

/** A machine of the fleet. */
function worker() {
  const client = new Redis(redis.url, { maxRetriesPerRequest: 1 })
  client.on('error', () => {})
  clients.push(client)
  return { turns: createSharedTurns(client) }
}

const never = new AbortController().signal

test('workers take turns at a host, none at the same time, whatever their clocks say, and leave nothing', async () => {
  const began = performance.now()
  const workers = [worker(), worker(), worker()]
  const taken = workers.flatMap(({ turns }) => [1, 2].map(() => turns.take('a.org', 100, never)))
  const others = workers.map(({ turns }, i) => turns.take(`${i}.org`, 100, never))
  await Promise.all(others)
  expect(performance.now() - began).toBeLessThan(300)
  const at = await Promise.all(taken.map((one) => one.then(() => performance.now() - began)))
  at.sort((a, b) => a - b).forEach((ms, i) => {
    expect(ms).toBeGreaterThan(100 * i - 5)
  })
  expect(at[5]).toBeLessThan(900)
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(await admin.keys('*')).toEqual([])
})

test('nobody waits longer than two minutes, and whoever would takes no turn from the others', async () => {
  const { turns } = worker()
  const left = new AbortController()
  const waiting = [1, 2, 3].map(() => turns.take('a.org', 50_000, left.signal))
  const error = { name: 'RetryLater', tried: false, message: /a.org is not to be asked for another 1\d\d s/ }
  for (const _ of [1, 2]) await expect(turns.take('a.org', 50_000, never)).rejects.toMatchObject(error)
  expect(await admin.pttl('memeveil:turn:a.org')).toBeLessThanOrEqual(150_000)
  left.abort(new Error('left'))
  for (const one of waiting.slice(1)) await expect(one).rejects.toThrow('left')
})

test('a host that rests is asked by no worker, for ten minutes at most', async () => {
  const [one, other] = [worker(), worker()]
  await one.turns.rest('a.org', 86_400_000)
  await other.turns.rest('a.org', 1)
  const error = await other.turns.take('a.org', 1, never).catch((reason) => reason)
  expect(error.afterMs).toBeGreaterThan(590_000)
  expect(error.afterMs).toBeLessThanOrEqual(600_000)
})

test("a turn that lasts for hours, since Redis' clock was put back, is not believed", async () => {
  const { turns } = worker()
  await admin.set('memeveil:turn:a.org', '', 'PX', 3 * 3_600_000)
  const began = performance.now()
  await turns.take('a.org', 50, never)
  expect(performance.now() - began).toBeLessThan(1000)
  expect(await admin.pttl('memeveil:turn:a.org')).toBeLessThanOrEqual(50)
})

test('where Redis is gone, it is later that a host is asked, and who gives up waits no longer', async () => {
  const own = await startRedis()
  const client = new Redis(own.url, { maxRetriesPerRequest: 0 })
  const patient = new Redis(own.url, { maxRetriesPerRequest: null })
  for (const one of [client, patient]) {
    clients.push(one)
    one.on('error', () => {})
    await one.ping()
  }
  await own.close()
  await expect(createSharedTurns(client).take('a.org', 50, never)).rejects.toMatchObject({
    name: 'RetryLater',
    tried: false,
    message: /Redis doesn't say whose turn it is to ask a.org/,
  })
  await expect(createSharedTurns(patient).take('a.org', 50, AbortSignal.timeout(200))).rejects.toThrow(/timeout/)
})

test('a Redis that was killed goes on from what it kept', async () => {
  const first = await startRedis({ appendOnly: true })
  const client = new Redis(first.url)
  clients.push(client)
  client.on('error', () => {})
  await createSharedTurns(client).rest('a.org', 600_000)
  await first.kill()
  const second = await startRedis({ appendOnly: true, folder: first.folder, port: first.port })
  await expect(createSharedTurns(client).take('a.org', 1, never)).rejects.toMatchObject({ name: 'RetryLater' })
  await second.close()
})
