import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import { createPool, type Pool } from '../../../src/runtime/node/pool.ts'
import type { Job } from '../../fixtures/pool-work.ts'

const WORK = new URL('../../fixtures/pool-work.ts', import.meta.url)
type Result = { pid: number; threads: string | undefined }
const pools: Pool<Job, Result>[] = []
afterEach(async () => void (await Promise.all(pools.splice(0).map((pool) => pool.close()))))

function openPool(size: number, data: object = {}): Pool<Job, Result> {
  const pool = createPool<Job, Result>(WORK, data, size)
  pools.push(pool)
  return pool
}

test('jobs are done in other processes, which share the cores', async () => {
  const pool = openPool(2)
  const results = await Promise.all(Array.from({ length: 8 }, () => pool.run({ what: 'answer' })))
  for (const { pid, threads } of results) {
    expect(pid).not.toBe(process.pid)
    expect(threads).toBe(String(Math.max(1, Math.floor(availableParallelism() / 2))))
  }
  expect((await openPool(1).run({ what: 'answer' })).threads).toBe(String(availableParallelism()))
})

test('a job whose process is killed is done by another, and no other job is lost', async () => {
  const pool = openPool(2)
  const mark = join(mkdtempSync(join(tmpdir(), 'memeveil-pool-')), 'killed')
  const others = Array.from({ length: 6 }, () => pool.run({ what: 'answer' }))
  expect(await pool.run({ what: 'kill-once', mark })).toMatchObject({ pid: expect.any(Number) })
  expect(await Promise.all(others)).toHaveLength(6)
})

test('a job that ends every process that takes it is given up, and the next one is done', async () => {
  const pool = openPool(1)
  await expect(pool.run({ what: 'kill' })).rejects.toThrow(/the process that was at it ended, 2 times/)
  expect(await pool.run({ what: 'answer' })).toMatchObject({ pid: expect.any(Number) })
})

test('jobs that wait behind such ones are all done', async () => {
  const pool = openPool(1)
  const jobs = Array.from({ length: 12 }, (_, i) => pool.run({ what: i % 3 === 1 ? 'kill' : 'answer' }))
  const ends = await Promise.allSettled(jobs)
  expect(ends.map(({ status }) => status)).toEqual(ends.map((_, i) => (i % 3 === 1 ? 'rejected' : 'fulfilled')))
})

test('errors come back as they were thrown, and their process goes on', async () => {
  const pool = openPool(1)
  const { pid } = await pool.run({ what: 'answer' })
  await expect(pool.run({ what: 'user-error' })).rejects.toMatchObject({
    name: 'UserError',
    kind: 'picture',
    message: 'no picture',
  })
  await expect(pool.run({ what: 'fault' })).rejects.toThrow(RangeError)
  expect((await pool.run({ what: 'answer' })).pid).toBe(pid)
})

test('what cannot be loaded is told to every job', async () => {
  const pool = openPool(1, { fails: true })
  for (let i = 0; i < 2; i++)
    await expect(pool.run({ what: 'answer' })).rejects.toMatchObject({ kind: 'model', message: 'no model' })
})

test('a module that cannot be loaded is told by name', async () => {
  const pool = createPool<Job, Result>(new URL('./no-such-work.ts', import.meta.url), {}, 1)
  pools.push(pool)
  await expect(pool.run({ what: 'answer' })).rejects.toThrow(/Cannot find module .*no-such-work/)
})

test('a signal ends the process at the job; another takes its place', async () => {
  const pool = openPool(1)
  const { pid } = await pool.run({ what: 'answer' })
  const leaving = new AbortController()
  const hanging = pool.run({ what: 'hang' }, leaving.signal)
  setTimeout(() => leaving.abort(), 50)
  await expect(hanging).rejects.toThrow()
  expect((await pool.run({ what: 'answer' })).pid).not.toBe(pid)
  await expect(pool.run({ what: 'answer' }, leaving.signal)).rejects.toBe(leaving.signal.reason)
})

test('a process whose parent is gone before it could say that it is there ends without a word', async () => {
  const worker = fileURLToPath(new URL('../../../src/runtime/node/worker.mjs', import.meta.url))
  const child = fork(worker, [WORK.href, '{}'], { serialization: 'advanced', silent: true })
  child.disconnect()
  const [said] = await Promise.all([text(child.stderr as NodeJS.ReadableStream), once(child, 'exit')])
  expect(said).toBe('')
})
