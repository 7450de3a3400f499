import { availableParallelism } from 'node:os'
import { setImmediate } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import workerpool from 'workerpool'
import { type Answer, resultOf } from './answer-jobs.ts'

/** Processes that each do one job at a time; they start with the first. */
export interface Pool<Job, Result> {
  /**
   * `signal` ends the process that is at the job; another takes its place. A job whose process ends by itself is begun
   * once more by another. Throws what the work throws, and ProcessEndedError.
   */
  run(job: Job, signal?: AbortSignal): Promise<Result>
  close(): Promise<void>
}

/** What a worker module exports: given the pool's `data`, it loads what it needs and returns what does a job. */
export type CreateWork<Data, Job, Result> = (data: Data) => Promise<(job: Job) => Promise<Result>>

/** The process that did a job ended: by a crash, for want of memory, or by somebody's hand. */
class ProcessEndedError extends Error {
  constructor(cause: unknown) {
    super(`the process that was at it ended, ${MOST_TRIES} times`, { cause })
  }
}

/** Once may be the machine's fault; twice it is the job's. */
const MOST_TRIES = 2

/**
 * A pool of processes, one a core unless said otherwise, that run the `createWork` of a TypeScript module; they share
 * the cores. Processes and not threads: ending a thread in which onnxruntime computes ends the whole process.
 */
export function createPool<Job, Result>(module: URL, data: object, size = availableParallelism()): Pool<Job, Result> {
  let pool: ReturnType<typeof start> | undefined
  let closed = false

  async function attempt(job: Job, signal?: AbortSignal): Promise<Answer<Result>> {
    signal?.throwIfAborted()
    if (closed) throw new Error('the pool is closed')
    pool ??= start(module, data, size)
    const task = pool.exec('work', [job])
    // returning the task would make its rejection the listener's
    const cancel = () => void task.cancel()
    signal?.addEventListener('abort', cancel, { once: true })
    try {
      return await (task as PromiseLike<Answer<Result>>)
    } finally {
      signal?.removeEventListener('abort', cancel)
    }
  }

  /**
   * workerpool waits for the exit of a process that has ended already, and gives none of the waiting jobs to the one in
   * its place (10.0.3) until somebody asks for something, such as what its methods are.
   */
  async function wake(): Promise<void> {
    await setImmediate()
    if (!closed) pool?.exec('methods').catch(() => {})
  }

  return {
    async run(job, signal) {
      for (let tries = 1; ; tries++) {
        // a process that lives answers, whatever happens in it
        const answer = await attempt(job, signal).catch(async (error) => {
          await wake()
          if (closed || signal?.aborted) throw error
          if (tries === MOST_TRIES) throw new ProcessEndedError(error)
        })
        if (answer) return resultOf(answer)
      }
    },
    async close() {
      closed = true
      await pool?.terminate(true)
    },
  }
}

function start(module: URL, data: object, size: number) {
  const threads = String(Math.max(1, Math.floor(availableParallelism() / size)))
  return workerpool.pool(fileURLToPath(new URL('./worker.mjs', import.meta.url)), {
    workerType: 'process',
    minWorkers: size,
    maxWorkers: size,
    workerTerminateTimeout: 100,
    forkArgs: [module.href, JSON.stringify(data)],
    forkOpts: {
      serialization: 'advanced',
      env: { ...process.env, MEMEVEIL_THREADS: threads, VIPS_CONCURRENCY: threads },
    },
  })
}
