import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import workerpool from 'workerpool'

/** Processes that each do one job at a time; they start with the first. */
export interface Pool<Job, Result> {
  /** `signal` ends the process that is at the job; another takes its place. Rejects when the job's process ends. */
  run(job: Job, signal?: AbortSignal): Promise<Result>
  close(): Promise<void>
}

/** What a worker module exports: given the pool's `data`, it loads what it needs and returns what does a job. */
export type CreateWork<Data, Job, Result> = (data: Data) => Promise<(job: Job) => Promise<Result>>

/**
 * A pool of processes, one a core unless said otherwise, that run the `createWork` of a TypeScript module.
 * Processes and not threads: ending a thread in which onnxruntime computes ends the whole process.
 */
export function createPool<Job, Result>(module: URL, data: object, size = availableParallelism()): Pool<Job, Result> {
  const start = () =>
    workerpool.pool(fileURLToPath(new URL('./worker.mjs', import.meta.url)), {
      workerType: 'process',
      minWorkers: size,
      maxWorkers: size,
      workerTerminateTimeout: 100,
      forkArgs: [module.href, JSON.stringify(data)],
      // the processes fill the cores: one thread each
      forkOpts: { serialization: 'advanced', env: { ...process.env, MEMEVEIL_THREADS: '1' } },
    })
  let pool: ReturnType<typeof start> | undefined
  let closed = false
  return {
    async run(job, signal) {
      signal?.throwIfAborted()
      if (closed) throw new Error('the pool is closed')
      pool ??= start()
      const task = pool.exec('work', [job])
      // returning the task would make its rejection the listener's
      const cancel = () => void task.cancel()
      signal?.addEventListener('abort', cancel, { once: true })
      try {
        return await (task as PromiseLike<Result>)
      } finally {
        signal?.removeEventListener('abort', cancel)
      }
    },
    async close() {
      closed = true
      await pool?.terminate(true)
    },
  }
}
