import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BusyError, createJobQueue } from '../../src/server/job-queue.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const stays = new AbortController().signal
const SECONDS = 20

/** Workers that take ten seconds a job, or as long as the job says; the deadline ends them. */
function tenSecondQueue({ workers = 1, mostWaiting = 2 } = {}) {
  const begun: string[] = []
  const recovered = vi.fn(async () => {})
  const queue = createJobQueue<string, string>({
    workers,
    mostWaiting,
    seconds: SECONDS,
    recover: recovered,
    work: (job, deadline) => {
      begun.push(job)
      return new Promise((resolve, reject) => {
        if (job === 'breaks') return reject(new Error('the process ended'))
        setTimeout(() => resolve(`${job} is done`), job === 'slow' ? 60_000 : 10_000)
        deadline.addEventListener('abort', () => reject(new Error('cancelled')))
      })
    },
  })
  return { queue, begun, recovered }
}

test('jobs wait until the queue starts, then as many at once as there are workers', async () => {
  const { queue, begun } = tenSecondQueue({ workers: 2, mostWaiting: 3 })
  const answers = ['a', 'b', 'c'].map((job) => queue.run(job, stays))
  await vi.advanceTimersByTimeAsync(5000)
  expect([begun, queue.waiting()]).toEqual([[], 3])
  queue.start()
  await vi.advanceTimersByTimeAsync(0)
  expect([begun, queue.waiting()]).toEqual([['a', 'b'], 1])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await answers[0]).toBe('a is done')
  expect(begun).toEqual(['a', 'b', 'c'])
  answers[2].catch(() => {})
})

test('where enough wait, another job is refused with the time that the waiting ones take', async () => {
  const { queue } = tenSecondQueue()
  queue.start()
  const answers = ['a', 'b', 'c'].map((job) => queue.run(job, stays).catch((error) => error))
  await vi.advanceTimersByTimeAsync(0)
  const refused = await queue.run('d', stays).catch((error) => error)
  expect(refused).toBeInstanceOf(BusyError)
  expect(refused).toMatchObject({ message: '2 pictures are waiting already', retryAfter: 1 })
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await answers[0]).toBe('a is done')
})

test('a job that waits longer than its time is given up without having begun', async () => {
  const { queue, begun } = tenSecondQueue()
  const waiting = queue.run('late', stays).catch((error) => error)
  await vi.advanceTimersByTimeAsync(SECONDS * 1000)
  queue.start()
  expect(await waiting).toMatchObject({ message: 'the picture was not judged within 20 s' })
  await vi.advanceTimersByTimeAsync(1000)
  expect([begun, queue.waiting()]).toEqual([[], 0])
})

test('a job at work beyond its time is ended, and the next one waits until its worker is there again', async () => {
  const { queue, begun, recovered } = tenSecondQueue()
  let recover = () => {}
  recovered.mockImplementationOnce(() => new Promise((resolve) => void (recover = resolve)))
  queue.start()
  const slow = queue.run('slow', stays).catch((error) => error)
  await vi.advanceTimersByTimeAsync(15_000)
  const next = queue.run('next', stays)
  await vi.advanceTimersByTimeAsync(5000)
  expect(await slow).toBeInstanceOf(BusyError)
  expect([begun, recovered.mock.calls.length]).toEqual([['slow'], 1])
  recover()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await next).toBe('next is done')
})

test('an error of the work is told as it is', async () => {
  const { queue, recovered } = tenSecondQueue()
  queue.start()
  await expect(queue.run('breaks', stays)).rejects.toThrow('the process ended')
  expect(recovered).toHaveBeenCalledOnce()
})

test('a client that leaves takes its waiting job along, by its own reason', async () => {
  const { queue, begun } = tenSecondQueue()
  queue.start()
  queue.run('a', stays).catch(() => {})
  const leaving = new AbortController()
  const left = queue.run('b', leaving.signal).catch((error) => error)
  await vi.advanceTimersByTimeAsync(1000)
  leaving.abort()
  expect(await left).toBe(leaving.signal.reason)
  expect(queue.waiting()).toBe(0)
  expect(await queue.run('c', leaving.signal).catch((error) => error)).toBe(leaving.signal.reason)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(begun).toEqual(['a'])
})

test('a job that has begun is finished, whoever leaves', async () => {
  const { queue } = tenSecondQueue()
  queue.start()
  const leaving = new AbortController()
  const answer = queue.run('a', leaving.signal)
  await vi.advanceTimersByTimeAsync(1000)
  leaving.abort()
  await vi.advanceTimersByTimeAsync(9000)
  expect(await answer).toBe('a is done')
})

test('closing waits for what is under way, and for nothing where the queue never started', async () => {
  const { queue } = tenSecondQueue()
  const answer = queue.run('a', stays)
  await queue.close()
  queue.start()
  const closed = vi.fn()
  queue.close().then(closed)
  await vi.advanceTimersByTimeAsync(9000)
  expect(closed).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1000)
  expect(closed).toHaveBeenCalledOnce()
  expect(await answer).toBe('a is done')
})
