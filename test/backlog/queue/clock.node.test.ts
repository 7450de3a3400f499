import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { clockWarning } from '../../../src/backlog/queue/clock.ts'
import { connect } from '../../../src/backlog/queue/connect.ts'
import { type LocalRedis, startRedis } from '../../fixtures/redis.ts'

let server: LocalRedis
let connection: Awaited<ReturnType<typeof connect>>
beforeAll(async () => {
  server = await startRedis()
  connection = await connect(server.url, () => {})
})
afterEach(() => void vi.restoreAllMocks())
afterAll(async () => {
  connection?.close()
  await server?.close()
})

test.each([
  [0, null],
  [30, null],
  [3600, /clock is 3(?:599|600|601) s ahead of Redis'/],
  [-86_400, /clock is 86(?:399|400|401) s behind Redis'/],
])('a clock that is %i s off: %s', async (seconds, warning) => {
  const real = Date.now()
  vi.spyOn(Date, 'now').mockReturnValue(real + seconds * 1000)
  const said = await clockWarning(connection.redis)
  if (warning) expect(said).toMatch(warning)
  else expect(said).toBeNull()
})

test('where no Redis answers, the address is told without its password', async () => {
  const nowhere = connect('redis://me:secret@127.0.0.1:1', () => {})
  await expect(nowhere).rejects.toThrow(/^no Redis answers at redis:\/\/127\.0\.0\.1:1 \(.*ECONNREFUSED.*\): start it/)
})

test.each([
  'localhost',
  'http://me:secret@127.0.0.1',
  'redis://:sec/ret@127.0.0.1:1',
  'redis://me:sec@ret@127.0.0.1:1',
])('of %s, the password is never told', async (address) => {
  const error = await connect(address, () => {}).catch((error) => error)
  expect(error.message).toMatch(/no address of a Redis|no Redis answers/)
  expect(error.message).not.toMatch(/sec|ret/)
})
