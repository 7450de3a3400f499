import { availableParallelism } from 'node:os'
import { Piscina } from 'piscina'

interface PoolOptions {
  /** Handed to every worker as it starts. */
  workerData: object
  threads?: number
  /** Tasks that may wait; one more is refused. */
  mostWaiting?: number
}

/** Worker threads that run the default export of `worker`, a TypeScript module: one a core unless said otherwise. */
export function createPool(worker: URL, { workerData, threads = availableParallelism(), mostWaiting = Number.POSITIVE_INFINITY }: PoolOptions): Piscina {
  return new Piscina({
    filename: new URL('./worker.mjs', import.meta.url).href,
    minThreads: threads,
    maxThreads: threads,
    maxQueue: mostWaiting,
    idleTimeout: Number.POSITIVE_INFINITY,
    workerData: { module: worker.href, ...workerData },
  })
}
