import { Queue } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Batch } from '../judging/batch.ts'

export const QUEUE = 'memeveil'

/** A batch, and why its pictures were not judged at the last try, by name. */
export interface BatchJob extends Batch {
  reasons?: Record<string, string>
}

export type BacklogQueue = Queue<BatchJob, void, 'batch'>

/** Batches that are done and still shown. */
const SHOWN = 1000

export function openQueue(redis: Redis): BacklogQueue {
  return new Queue(QUEUE, {
    connection: redis,
    defaultJobOptions: {
      removeOnComplete: { count: SHOWN },
      // what is set aside stays until somebody looks
      removeOnFail: false,
      stackTraceLimit: 1,
    },
  })
}
