import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { BusyError, createJobQueue } from '../../src/server/job-queue.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const stays = new AbortController().signal
const SECONDS = 20

/** Workers that take ten seconds a job, or as long as the job says; its limit ends it, if it is stuck in a second. */
function tenSecondQueue({ workers = 1, mostWaiting = 2, jobMs = 10_000 } = {}) {
  const begun: string[] = []
  const recovered = vi.fn(async () => {})
  const queue = createJobQueue<string, string>({
    workers,
    mostWaiting,
    seconds: SECONDS,
    recover: recovered,
    work: (job, limit) => {
      begun.push(job)
      return new Promise((resolve, reject) => {
        if (job === 'breaks') return reject(new Error('the process ended'))
        if (job !== 'stuck') setTimeout(() => resolve(`${job} is done`), job === 'slow' ? 60_000 : jobMs)
        const end = () => reject(new Error('cancelled'))
        limit.addEventListener('abort', () => (job === 'stuck' ? setTimeout(end, 1000) : end()))
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

/** Has it measured so many jobs, one after the other. */
async function measure(queue: ReturnType<typeof tenSecondQueue>['queue'], times: number, job = 'before') {
  for (let i = 0; i < times; i++) {
    const answer = queue.run(job, stays).catch(() => {})
    await vi.advanceTimersByTimeAsync(25_000)
    await answer
  }
}

test('where the wait would be long by what jobs have taken, another one is refused', async () => {
  const { queue } = tenSecondQueue({ mostWaiting: 9 })
  queue.start()
  await measure(queue, 7)
  const answers = ['a', 'b', 'c'].map((job) => queue.run(job, stays).catch((error) => error))
  expect(queue.waiting()).toBe(2)
  await expect(queue.run('d', stays)).rejects.toMatchObject({
    message: '2 pictures are waiting already',
    retryAfter: 11,
  })
  await vi.advanceTimersByTimeAsync(SECONDS * 1000)
  await Promise.all(answers)
})

test('a job that has too little time left at its turn is not begun', async () => {
  const { queue, begun, recovered } = tenSecondQueue({ jobMs: 15_000 })
  queue.start()
  await measure(queue, 5)
  const [first, second] = ['a', 'b'].map((job) => queue.run(job, stays).catch((error) => error))
  await vi.advanceTimersByTimeAsync(15_000)
  expect(await first).toBe('a is done')
  expect(await second).toMatchObject({ message: 'the picture was not judged within 20 s' })
  expect(begun).not.toContain('b')
  expect(recovered).not.toHaveBeenCalled()
})

test('a job that begins late is finished by its worker, though its client has gone without', async () => {
  const { queue, begun, recovered } = tenSecondQueue({ jobMs: 15_000 })
  queue.start()
  const [, second] = ['a', 'b'].map((job) => queue.run(job, stays).catch((error) => error))
  await vi.advanceTimersByTimeAsync(SECONDS * 1000)
  expect(await second).toBeInstanceOf(BusyError)
  const third = queue.run('c', stays).catch((error) => error)
  await vi.advanceTimersByTimeAsync(9999)
  expect(begun).toEqual(['a', 'b'])
  await vi.advanceTimersByTimeAsync(1)
  expect(begun).toEqual(['a', 'b', 'c'])
  expect(recovered).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(SECONDS * 1000)
  await third
})

test('after any number of jobs that were stuck, a worker that is free takes the next', async () => {
  const { queue } = tenSecondQueue()
  queue.start()
  await measure(queue, 60, 'stuck')
  const answer = queue.run('a', stays)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(await answer).toBe('a is done')
})

test('more clients than are answered in time take nothing from what the workers do', async () => {
  const { queue, recovered } = tenSecondQueue({ workers: 2, mostWaiting: 48, jobMs: 1000 })
  // as long as models take to load again
  recovered.mockImplementation(() => new Promise((resolve) => void setTimeout(resolve, 5000)))
  queue.start()
  const byTenSeconds = [0, 0, 0, 0, 0, 0]
  const start = Date.now()
  const client = async () => {
    while (Date.now() < start + 60_000) {
      const answer = await queue.run('a', new AbortController().signal).catch((error: BusyError) => error)
      if (answer === 'a is done') byTenSeconds[Math.ceil((Date.now() - start) / 10_000) - 1]++
      else await new Promise((resolve) => void setTimeout(resolve, 1000))
    }
  }
  const clients = Array.from({ length: 50 }, client)
  await vi.advanceTimersByTimeAsync(60_000)
  // two were begun by the first guess of what jobs take, and came a moment too late
  expect(byTenSeconds).toEqual([20, 18, 20, 20, 20, 20])
  expect(recovered).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(SECONDS * 1000)
  await Promise.all(clients)
})
