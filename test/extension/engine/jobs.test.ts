import { expect, test, vi } from 'vitest'
import { createJobs } from '../../../src/extension/engine/jobs.ts'

test.each<[string, () => Promise<string>, unknown]>([
  ['done', async () => 'done', 'done'],
  [
    'failed',
    () => Promise.reject(new Error('no')),
    { state: 'unknown', kind: 'failed', reason: ['reasonFailed', { detail: 'no' }] },
  ],
])('what a job that is %s left under way is given up, and the jobs rest', async (_, work, result) => {
  const onRest = vi.fn()
  const jobs = createJobs({ onStart() {}, onRest })
  let signal: AbortSignal | undefined
  const run = jobs.run('a', (given) => {
    signal = given
    return work()
  })
  expect([signal?.aborted, jobs.idle()]).toEqual([false, false])
  expect(await run).toEqual(result)
  expect([signal?.aborted, jobs.idle(), onRest.mock.calls.length]).toEqual([true, true, 1])
})
