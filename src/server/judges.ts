import PQueue from 'p-queue'
import { createPool } from '../runtime/node/pool.ts'
import type { JudgeJob, JudgeModel, JudgeResult } from './judge-worker.ts'

/** As many jobs may wait for each worker as it judges in about ten seconds. */
const WAITING_PER_WORKER = 24

/** More is asked than can be done; the message and `retryAfter` (seconds) are for the client. */
export class BusyError extends Error {
  override name = 'BusyError'
  constructor(
    message: string,
    readonly retryAfter: number,
  ) {
    super(message)
  }
}

/** Worker processes that judge, behind a queue of bounded length. */
export interface Judges {
  /** Whether the models are loaded. */
  ready(): boolean
  waiting(): number
  /** `left` takes a job that hasn't begun out of the queue. Throws BusyError. */
  judge(job: JudgeJob, left: AbortSignal): Promise<JudgeResult>
  close(): Promise<void>
}

interface Options {
  workers: number
  /** How long a job may take, its wait included; a worker that takes longer is replaced. */
  seconds: number
  /** Told when a worker can't start. */
  onFault(error: unknown): void
}

export function createJudges(model: JudgeModel, { workers, seconds, onFault }: Options): Judges {
  const pool = createPool<JudgeJob, JudgeResult>(new URL('./judge-worker.ts', import.meta.url), model, workers)
  // waiting is ours and not the pool's: a job that hasn't begun leaves without ending a process
  const queue = new PQueue({ concurrency: workers, autoStart: false })
  const most = workers * WAITING_PER_WORKER
  let ready = false
  let mean = 0.5
  const retryAfter = () => Math.max(1, Math.ceil((mean * queue.size) / workers))
  const warmUp = () => pool.run({ text: 'ready', explain: false })
  warmUp().then(() => {
    ready = true
    queue.start()
  }, onFault)

  async function run(job: JudgeJob, deadline: AbortSignal): Promise<JudgeResult> {
    const start = performance.now()
    try {
      return await pool.run(job, deadline)
    } finally {
      mean = 0.9 * mean + (0.1 * (performance.now() - start)) / 1000
    }
  }

  return {
    ready: () => ready,
    waiting: () => queue.size,
    async judge(job, left) {
      if (queue.size >= most) throw new BusyError(`${queue.size} pictures are waiting already`, retryAfter())
      const deadline = AbortSignal.timeout(seconds * 1000)
      const leaving = new AbortController()
      const leave = () => leaving.abort()
      for (const signal of [left, deadline]) signal.addEventListener('abort', leave, { once: true })
      try {
        return await new Promise((resolve, reject) => {
          const work = async () => {
            for (const signal of [left, deadline]) signal.removeEventListener('abort', leave)
            const result = run(job, deadline)
            result.then(resolve, reject)
            // the next job waits until the process that was ended is replaced
            await result.catch(() => warmUp().catch(onFault))
          }
          queue.add(work, { signal: leaving.signal }).catch(reject)
        })
      } catch (error) {
        if (deadline.aborted) throw new BusyError(`the picture was not judged within ${seconds} s`, retryAfter())
        throw error
      }
    },
    async close() {
      if (ready) await queue.onIdle()
      await pool.close()
    },
  }
}
