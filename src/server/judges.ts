import PQueue from 'p-queue'
import { createPool } from '../runtime/node/pool.ts'
import type { JudgeJob, JudgeResult, WorkerModel } from './judge-worker.ts'

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

/** Worker threads that judge, behind a queue of bounded length. */
export interface Judges {
  /** Whether the models are loaded. */
  ready(): boolean
  waiting(): number
  /** `left` takes a job that hasn't begun out of the queue. Throws BusyError. */
  judge(job: JudgeJob, left: AbortSignal): Promise<JudgeResult>
  close(): Promise<void>
}

/** `seconds` is how long a job may take, its wait included; a worker that takes longer is replaced. */
export function createJudges(workerData: WorkerModel, { threads, seconds }: { threads: number; seconds: number }): Judges {
  const pool = createPool(new URL('./judge-worker.ts', import.meta.url), { workerData, threads })
  // waiting is ours and not the pool's: aborting what the pool has ends the whole thread
  const queue = new PQueue({ concurrency: threads })
  const most = threads * WAITING_PER_WORKER
  let ready = false
  let mean = 0.5
  const retryAfter = () => Math.max(1, Math.ceil((mean * queue.size) / threads))
  const warmUp = pool.run({ text: 'ready', explain: false } satisfies JudgeJob).then(() => {
    ready = true
  })
  // a worker that can't start says why in the log, and `ready` stays false
  warmUp.catch((error) => console.error(error))
  return {
    ready: () => ready,
    waiting: () => queue.size,
    async judge(job, left) {
      if (queue.size >= most) throw new BusyError(`${queue.size} pictures are waiting already`, retryAfter())
      const deadline = AbortSignal.timeout(seconds * 1000)
      const leaving = new AbortController()
      const leave = () => leaving.abort()
      for (const signal of [left, deadline]) signal.addEventListener('abort', leave, { once: true })
      const work = async (): Promise<JudgeResult> => {
        for (const signal of [left, deadline]) signal.removeEventListener('abort', leave)
        const start = performance.now()
        try {
          return await pool.run(job, { signal: deadline })
        } finally {
          mean = 0.9 * mean + (0.1 * (performance.now() - start)) / 1000
        }
      }
      try {
        return await queue.add(work, { signal: leaving.signal })
      } catch (error) {
        if (deadline.aborted) throw new BusyError(`the picture was not judged within ${seconds} s`, retryAfter())
        throw error
      }
    },
    async close() {
      await queue.onIdle()
      await pool.destroy()
    },
  }
}
