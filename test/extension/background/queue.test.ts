import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EngineHost } from '../../../src/extension/background/engine-host.ts'
import { createQueue, type Queue } from '../../../src/extension/background/queue.ts'
import type { CheckResult } from '../../../src/extension/check-result.ts'
import type { Job } from '../../../src/extension/protocol.ts'
import { deferred } from '../../fixtures/deferred.ts'

const DONE: CheckResult = { state: 'unknown', reason: 'done' }

let asked: Job[]
let cancelled: string[]
let answers: ReturnType<typeof deferred<CheckResult>>[]
let queue: Queue
let sexual: boolean

beforeEach(() => {
  vi.useFakeTimers()
  asked = []
  cancelled = []
  answers = []
  sexual = false
  const host: EngineHost = {
    judge(job) {
      asked.push(job)
      answers.push(deferred())
      return answers[answers.length - 1].promise
    },
    cancel: async (id) => void cancelled.push(id),
  }
  queue = createQueue(host, async () => sexual)
})
afterEach(() => vi.useRealTimers())

const settle = () => vi.advanceTimersByTimeAsync(0)
const ids = () => asked.map((job) => job.id)

test('one job is under way at a time; urgent ones go first', async () => {
  const results = ['a', 'b', 'c', 'd'].map((id) => queue.check({ id, text: id }, id === 'd'))
  for (let i = 0; i < 4; i++) {
    await settle()
    expect(asked).toHaveLength(i + 1)
    answers[i].resolve(DONE)
  }
  expect(await Promise.all(results)).toEqual([DONE, DONE, DONE, DONE])
  expect(ids()).toEqual(['a', 'd', 'b', 'c'])
})

test('whether sexual pictures are looked for is asked when the turn comes', async () => {
  queue.check({ id: 'a' }, false)
  queue.check({ id: 'b' }, false)
  await settle()
  sexual = true
  answers[0].resolve(DONE)
  await settle()
  expect(asked.map((job) => job.sexual)).toEqual([false, true])
})

test('a cancelled job that waits never reaches the engine; one under way is ended there', async () => {
  queue.check({ id: 'a' }, false)
  const waiting = queue.check({ id: 'b' }, false)
  await settle()
  queue.cancel('b')
  expect(await waiting).toEqual({ state: 'unknown', reason: 'was cancelled' })
  queue.cancel('a')
  answers[0].resolve(DONE)
  await settle()
  expect(ids()).toEqual(['a'])
  expect(cancelled).toEqual(['b', 'a'])
})

test('what takes longer than a minute is given up, and the next one has its turn', async () => {
  const slow = queue.check({ id: 'a' }, false)
  queue.check({ id: 'b' }, false)
  await vi.advanceTimersByTimeAsync(59_999)
  expect(ids()).toEqual(['a'])
  await vi.advanceTimersByTimeAsync(1)
  expect(await slow).toEqual({ state: 'unknown', reason: 'took too long' })
  expect(cancelled).toEqual(['a'])
  await settle()
  expect(ids()).toEqual(['a', 'b'])
})

test('an engine that fails is told as the reason and leaves no timer behind', async () => {
  const result = queue.check({ id: 'a' }, false)
  await settle()
  answers[0].reject(new Error('the engine gave no answer'))
  expect(await result).toEqual({ state: 'unknown', reason: 'the engine gave no answer' })
  expect(vi.getTimerCount()).toBe(0)
})
