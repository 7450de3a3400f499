import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Batch } from '../judging/batch.ts'

export const QUEUE = 'memeveil'

/** A batch, and why its pictures were not judged at the last try, by name. */
export interface BatchJob extends Batch {
  reasons?: Record<string, string>
}

export type BacklogQueue = Queue<BatchJob, void, 'batch'>

/** How often a batch's pictures are tried, and how long after a failure, in ms, at first; each time twice as long. */
const TRIES = 5
const BACK_OFF_MS = 5000
/** Batches that are done and still shown. */
const SHOWN = 1000

export function openQueue(redis: Redis): BacklogQueue {
  return new Queue(QUEUE, {
    connection: redis,
    defaultJobOptions: {
      attempts: TRIES,
      backoff: { type: 'exponential', delay: BACK_OFF_MS, jitter: 0.5 },
      removeOnComplete: { count: SHOWN },
      // what is set aside stays until somebody looks
      removeOnFail: false,
      stackTraceLimit: 1,
    },
  })
}
