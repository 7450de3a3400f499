import PQueue from 'p-queue'

/** More is asked than can be done; the message and `retryAfter` (seconds) are for the client. */
export class BusyError extends Error {
  constructor(
    message: string,
    readonly retryAfter: number,
  ) {
    super(message)
  }
}

/** Jobs before workers: only so many wait, and each only for so long. */
export interface JobQueue<Job, Result> {
  waiting(): number
  /** Until then jobs wait. */
  start(): void
  /** `left` takes a job that hasn't begun out of the queue: it rejects with the signal's reason. Throws BusyError. */
  run(job: Job, left: AbortSignal): Promise<Result>
  /** Resolves when all jobs have their answers; those of a queue that never started end by their deadlines. */
  close(): Promise<void>
}

interface Options<Job, Result> {
  /** Does a job; `deadline` ends it. */
  work(job: Job, deadline: AbortSignal): Promise<Result>
  /** After a job that failed or was ended: resolves when its worker can work again. No other job begins before. */
  recover(error: unknown): Promise<unknown>
  /** Jobs done at once. */
  workers: number
  /** Where so many jobs wait, another one is refused. */
  mostWaiting: number
  /** How long a job may take, its wait included. */
  seconds: number
}

/** Mean time of a job, in seconds, before any was measured. */
const FIRST_GUESS = 0.5

/** A queue of its own, and not the one that a pool has: a job that hasn't begun leaves without ending a process. */
export function createJobQueue<Job, Result>(options: Options<Job, Result>): JobQueue<Job, Result> {
  const { workers, mostWaiting, seconds } = options
  const queue = new PQueue({ concurrency: workers, autoStart: false })
  let meanSeconds = FIRST_GUESS

  function busy(message: string): BusyError {
    return new BusyError(message, Math.max(1, Math.ceil((meanSeconds * queue.size) / workers)))
  }

  async function timed(job: Job, deadline: AbortSignal): Promise<Result> {
    const start = performance.now()
    try {
      return await options.work(job, deadline)
    } finally {
      meanSeconds = 0.9 * meanSeconds + (0.1 * (performance.now() - start)) / 1000
    }
  }

  return {
    waiting: () => queue.size,
    start: () => void queue.start(),
    async run(job, left) {
      left.throwIfAborted()
      if (queue.size >= mostWaiting) throw busy(`${queue.size} pictures are waiting already`)
      const deadline = new AbortController()
      const timer = setTimeout(() => deadline.abort(), seconds * 1000)
      try {
        const work = () => timed(job, deadline.signal)
        return await takeTurn(queue, work, [left, deadline.signal], options.recover)
      } catch (error) {
        throw deadline.signal.aborted ? busy(`the picture was not judged within ${seconds} s`) : error
      } finally {
        clearTimeout(timer)
      }
    },
    async close() {
      if (!queue.isPaused) await queue.onIdle()
    },
  }
}

/** Works when its turn comes, unless one of `leaving` aborts before. */
function takeTurn<Result>(
  queue: PQueue,
  work: () => Promise<Result>,
  leaving: AbortSignal[],
  recover: (error: unknown) => Promise<unknown>,
): Promise<Result> {
  const first = firstAborted(leaving)
  return new Promise((resolve, reject) => {
    const begin = async () => {
      first.release()
      const result = work()
      result.then(resolve, reject)
      await result.catch(recover)
    }
    queue.add(begin, { signal: first.signal }).catch(reject)
  })
}

/** Aborts by the reason of the first of `signals` that does, until it is released from them. */
function firstAborted(signals: AbortSignal[]): { signal: AbortSignal; release(): void } {
  const first = new AbortController()
  const abort = (event: Event) => first.abort((event.target as AbortSignal).reason)
  for (const signal of signals) signal.addEventListener('abort', abort, { once: true })
  return {
    signal: first.signal,
    release() {
      for (const signal of signals) signal.removeEventListener('abort', abort)
    },
  }
}
