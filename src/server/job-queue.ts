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

/** Jobs before workers: only those wait that can hope for an answer in time. */
export interface JobQueue<Job, Result> {
  waiting(): number
  /** Until then jobs wait. */
  start(): void
  /** `left` takes a job that hasn't begun out of the queue: it rejects with the signal's reason. Throws BusyError. */
  run(job: Job, left: AbortSignal): Promise<Result>
  /** Resolves when all work has ended; the jobs of a queue that never started are given up in their time. */
  close(): Promise<void>
}

interface Options<Job, Result> {
  /** Does a job; `limit` ends one that is stuck. */
  work(job: Job, limit: AbortSignal): Promise<Result>
  /** After a job that failed or was ended: resolves when its worker can work again. No other job begins before. */
  recover(error: unknown): Promise<unknown>
  /** Jobs done at once. */
  workers: number
  /** Where so many jobs wait, another one is refused. */
  mostWaiting: number
  /** How long an answer may take, the wait included; and how long the work alone, for its worker is not to blame. */
  seconds: number
}

/** Mean time of a job, in seconds, before any was measured. */
const FIRST_GUESS = 0.5

/** Of a job's time, as much as it may be expected to wait: jobs differ, and the rest is for the longer ones. */
const SHARE_TO_WAIT = 0.5

/** A queue of its own, and not the one that a pool has: a job that hasn't begun leaves without ending a process. */
export function createJobQueue<Job, Result>(options: Options<Job, Result>): JobQueue<Job, Result> {
  const { workers, mostWaiting, seconds } = options
  const queue = new PQueue({ concurrency: workers, autoStart: false })
  let meanSeconds = FIRST_GUESS

  const expectedWait = () => (meanSeconds * queue.size) / workers
  const busy = (message: string) => new BusyError(message, Math.max(1, Math.ceil(expectedWait())))
  const late = () => busy(`the picture was not judged within ${seconds} s`)

  async function timed(job: Job): Promise<Result> {
    const start = performance.now()
    try {
      return await within(seconds, late, (limit) => options.work(job, limit))
    } finally {
      meanSeconds = 0.9 * meanSeconds + 0.1 * secondsSince(start)
    }
  }

  return {
    waiting: () => queue.size,
    start: () => void queue.start(),
    async run(job, left) {
      left.throwIfAborted()
      if (queue.size >= mostWaiting || expectedWait() > SHARE_TO_WAIT * seconds)
        throw busy(`${queue.size} pictures are waiting already`)
      const start = performance.now()
      // where a mean job takes too long, only those that needn't wait can show that it no longer does
      const atOnce = !queue.isPaused && queue.pending < workers
      const work = () => {
        if (!atOnce && secondsSince(start) + meanSeconds > seconds) throw late()
        return timed(job)
      }
      return within(seconds, late, (deadline) => takeTurn(queue, work, { left, deadline }, options.recover))
    },
    async close() {
      if (!queue.isPaused) await queue.onIdle()
    },
  }
}

/**
 * Works when its turn comes, unless a signal aborts before; a deadline after that ends only the wait for the result.
 * What `work` throws instead of a promise is no fault of its worker.
 */
function takeTurn<Result>(
  queue: PQueue,
  work: () => Promise<Result>,
  { left, deadline }: { left: AbortSignal; deadline: AbortSignal },
  recover: (error: unknown) => Promise<unknown>,
): Promise<Result> {
  const first = firstAborted([left, deadline])
  return new Promise((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(deadline.reason))
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

/** Does `work` with a signal that aborts after so many seconds, by the reason that is asked for then. */
async function within<T>(seconds: number, reason: () => unknown, work: (over: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController()
  const timer = setTimeout(() => over.abort(reason()), seconds * 1000)
  try {
    return await work(over.signal)
  } finally {
    clearTimeout(timer)
  }
}

function secondsSince(start: number): number {
  return (performance.now() - start) / 1000
}
