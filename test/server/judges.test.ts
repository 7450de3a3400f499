import { expect, test, vi } from 'vitest'
import type { Verdict } from '../../src/core/decide.ts'
import { UserError } from '../../src/core/user-error.ts'
import type { JudgeJob } from '../../src/server/judge-worker.ts'
import { createJudges } from '../../src/server/judges.ts'

const stays = new AbortController().signal
const verdict = { probability: 0.4 } as Verdict
const OPTIONS = { workers: 1, seconds: 20, onFault: () => {} }

/** A pool whose warm-up ends when `load` or `fail` is called; a text "broken" and "dies" are what they say. */
function loadingPool() {
  let load = () => {}
  let fail = (_: Error) => {}
  const loading = new Promise<Verdict>((resolve, reject) => {
    load = () => resolve(verdict)
    fail = reject
  })
  const run = vi.fn(async ({ text }: JudgeJob): Promise<Verdict> => {
    if (text === 'ready') return loading
    if (text === 'broken') throw new UserError('picture', 'no picture')
    if (text === 'dies') throw new Error('the process ended')
    return verdict
  })
  const warmUps = () => run.mock.calls.filter(([{ text }]) => text === 'ready').length
  return { pool: { run, close: vi.fn(async () => {}) }, warmUps, load, fail }
}

test('judges are ready when their models are loaded; until then pictures wait', async () => {
  const { pool, load } = loadingPool()
  const judges = createJudges(pool, OPTIONS)
  const answer = judges.judge({ text: 'a', explain: false }, stays)
  expect([judges.ready(), judges.waiting()]).toEqual([false, 1])
  load()
  expect(await answer).toBe(verdict)
  expect([judges.ready(), judges.waiting()]).toEqual([true, 0])
  await judges.close()
  expect(pool.close).toHaveBeenCalledOnce()
})

test('models that cannot be loaded are told, and nobody is ready', async () => {
  const { pool, fail } = loadingPool()
  const onFault = vi.fn()
  const judges = createJudges(pool, { ...OPTIONS, onFault })
  const fault = new Error('no model')
  fail(fault)
  await vi.waitFor(() => expect(onFault).toHaveBeenCalledWith(fault))
  expect(judges.ready()).toBe(false)
  await judges.close()
})

test.each([
  ['whose process ended is followed by a warm-up of another', 'dies', 2],
  ['that says what is wrong with its picture is not', 'broken', 1],
])('a job %s', async (_, text, expected) => {
  const { pool, warmUps, load } = loadingPool()
  const judges = createJudges(pool, OPTIONS)
  load()
  await expect(judges.judge({ text, explain: false }, stays)).rejects.toThrow()
  expect(await judges.judge({ text: 'a', explain: false }, stays)).toBe(verdict)
  expect(warmUps()).toBe(expected)
  await judges.close()
})
