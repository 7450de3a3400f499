import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBoard } from '../../../src/backlog/queue/board.ts'
import { connect } from '../../../src/backlog/queue/connect.ts'
import { type BacklogQueue, openQueue } from '../../../src/backlog/queue/queue.ts'
import { type LocalRedis, startRedis } from '../../fixtures/redis.ts'

let redis: LocalRedis
let connection: Awaited<ReturnType<typeof connect>>
let queue: BacklogQueue
beforeAll(async () => {
  redis = await startRedis()
  connection = await connect(redis.url, () => {})
  queue = openQueue(connection.redis)
})
afterAll(async () => {
  await queue?.close()
  connection?.close()
  await redis?.close()
})

const metrics = { contentType: 'text/plain', text: async () => 'figures' }
const ask = async (
  url: string,
  headers: Record<string, string>,
  method: 'GET' | 'PUT' | 'POST' = 'GET',
  readOnly = false,
) => (await (await createBoard({ queue, metrics, readOnly })).inject({ method, url, headers })).statusCode
const PAUSE = '/api/queues/memeveil/pause'

test.each(['127.0.0.1:5001', 'localhost:5001', '[::1]:5001', '192.168.1.7'])(
  'who asks for %s gets the board',
  async (host) => {
    expect(await ask('/', { host })).toBe(200)
    expect(await ask('/api/queues', { host })).toBe(200)
  },
)

test('who asks by a name that a site has lead here gets nothing', async () => {
  expect(await ask('/api/queues', { host: 'evil.example:5001' })).toBe(403)
  expect(await ask(PAUSE, { host: 'evil.example' }, 'PUT')).toBe(403)
  expect(await queue.isPaused()).toBe(false)
})

test('Prometheus may ask by a name, for figures alone', async () => {
  expect(await ask('/metrics', { host: 'board:5001' })).toBe(200)
})

test('buttons are pressed by the board alone, and nothing is added', async () => {
  const host = '127.0.0.1:5001'
  expect(await ask(PAUSE, { host, origin: 'http://evil.example' }, 'PUT')).toBe(403)
  expect(await ask(PAUSE, { host, origin: 'null' }, 'PUT')).toBe(403)
  expect(await ask('/api/queues/memeveil/add', { host, origin: `http://${host}` }, 'POST')).toBe(403)
  expect(await queue.getJobCountByTypes('wait')).toBe(0)
  expect(await ask(PAUSE, { host, origin: `http://${host}` }, 'PUT', true)).toBe(405)
  expect(await queue.isPaused()).toBe(false)
  expect(await ask(PAUSE, { host, origin: `http://${host}` }, 'PUT')).toBe(200)
  expect(await queue.isPaused()).toBe(true)
  await queue.resume()
})
