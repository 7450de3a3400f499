import { expect, test, vi } from 'vitest'
import type { JudgeJob, JudgeResult } from '../../src/server/judge-worker.ts'
import { createJudges } from '../../src/server/judges.ts'

const model = { model: 'tiny', head: undefined }
const stays = new AbortController().signal

/** A pool whose first job ends when `load` or `fail` is called. */
function loadingPool() {
  let load = () => {}
  let fail = (_: Error) => {}
  const loading = new Promise<JudgeResult>((resolve, reject) => {
    load = () => resolve({ problem })
    fail = reject
  })
  const run = vi.fn(async (job: JudgeJob): Promise<JudgeResult> => (job.text === 'ready' ? loading : { problem }))
  return { pool: { run, close: vi.fn(async () => {}) }, load, fail }
}
const problem = { kind: 'picture' as const, message: 'no picture' }

test('judges are ready when their models are loaded; until then pictures wait', async () => {
  const { pool, load } = loadingPool()
  const judges = createJudges(model, { workers: 1, seconds: 20, onFault: () => {} }, pool)
  const answer = judges.judge({ text: 'a', explain: false }, stays)
  expect([judges.ready(), judges.waiting()]).toEqual([false, 1])
  load()
  expect(await answer).toEqual({ problem })
  expect([judges.ready(), judges.waiting()]).toEqual([true, 0])
  await judges.close()
  expect(pool.close).toHaveBeenCalledOnce()
})

test('models that cannot be loaded are told, and nobody is ready', async () => {
  const { pool, fail } = loadingPool()
  const onFault = vi.fn()
  const judges = createJudges(model, { workers: 1, seconds: 20, onFault }, pool)
  const fault = new Error('no model')
  fail(fault)
  await vi.waitFor(() => expect(onFault).toHaveBeenCalledWith(fault))
  expect(judges.ready()).toBe(false)
  await judges.close()
})
