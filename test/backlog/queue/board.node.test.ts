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

const json = { host: '127.0.0.1:5001', 'content-type': 'application/json' }
const send = async (method: 'POST' | 'PUT' | 'PATCH', url: string, payload: object = {}) =>
  (await (await createBoard({ queue, metrics, readOnly: false })).inject({ method, url, headers: json, payload }))
    .statusCode
const job = { backlog: 'b', run: 1, items: [{ name: 'n', place: 0, location: 'http://169.254.169.254/' }] }

test.each(['add', '%61dd', 'ad%64', 'add%3f', 'add?x', 'add#x', 'add/'])(
  'nothing is added by %s, however it is written',
  async (written) => {
    expect(await send('POST', `/api/queues/memeveil/${written}`, { name: 'batch', data: job, options: {} })).toBe(403)
    expect(await queue.getJobCountByTypes('wait', 'prioritized', 'delayed')).toBe(0)
  },
)

test('what is in a batch stays in it, and the batch can be taken out', async () => {
  const batch = await queue.add('batch', { backlog: 'b', run: 1, items: [] })
  const url = `/api/queues/memeveil/${batch.id}`
  expect(await send('PATCH', `${url}/update-data`, { jobData: job })).toBe(403)
  expect(await send('PATCH', `${url}/update-d%61ta`, { jobData: job })).toBe(403)
  expect((await queue.getJob(batch.id ?? ''))?.data.items).toEqual([])
  expect(await send('PATCH', `${url}/priority`, { priority: 7 })).toBe(200)
  expect(await send('PUT', `${url}/clean`)).toBe(204)
  expect(await queue.getJobCountByTypes('wait', 'prioritized')).toBe(0)
})

test.each([
  ['PUT', 'obliterate'],
  ['PUT', 'job-schedulers/x/run'],
  ['PATCH', 'job-schedulers/x'],
  ['PUT', 'nothing'],
] as const)('%s %s is no button of this board', async (method, what) => {
  expect(await send(method, `/api/queues/memeveil/${what}`)).toBe(403)
})
