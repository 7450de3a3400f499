import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Job, UnrecoverableError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import type { Batch, Later } from '../judging/batch.ts'
import { setAside } from '../judging/set-aside.ts'
import type { Store } from '../store/store.ts'
import { type BacklogQueue, type BatchJob, QUEUE } from './queue.ts'

interface Options {
  redis: Redis
  queue: BacklogQueue
  store: Store
  judge(batch: Batch, signal: AbortSignal): Promise<Later[]>
  /** A worker that is silent for longer has died, and others take what it had in hand. */
  silentMs: number
  /** Told what goes wrong with a batch. */
  tell(message: string): void
}

export interface Work {
  /** Once nothing is waiting, delayed or in hand anywhere. */
  untilEmpty(): Promise<void>
  /** Takes nothing more, and ends once what is in hand is done; `abort` lets go of that. */
  close(abort?: boolean): Promise<void>
}

/** A worker's death is rarely its batch's fault: machines go. A batch that outlives so many is set aside. */
const MOST_DEATHS = 20

/** Batches in hand: while one's last pictures are judged the next one's first are fetched. */
const AT_ONCE = 2

const UNDONE = ['wait', 'prioritized', 'delayed', 'active'] as const
const LOOK_MS = 500

/** Takes batches from the queue and judges them, until it is closed. */
export function startWork({ redis, queue, store, judge, silentMs, tell }: Options): Work {
  const ending = new AbortController()
  // every picture in hand listens
  setMaxListeners(0, ending.signal)

  async function process(job: Job<BatchJob>): Promise<void> {
    const later = await judge(job.data, ending.signal)
    if (later.length === 0) return
    const reasons = Object.fromEntries(later.map(({ item, reason }) => [item.name, reason]))
    await job.updateData({ ...job.data, items: later.map(({ item }) => item), reasons })
    const [{ item, reason }] = later
    const others = later.length > 1 ? ` (and ${later.length - 1} more)` : ''
    const told = `${item.name}: ${reason}${others}`
    if (job.attemptsMade + 1 < (job.opts.attempts ?? 1)) throw new Error(told)
    await store.enter(job.data.backlog, job.data.run, later.map(setAside))
    throw new UnrecoverableError(told)
  }

  const worker = new Worker<BatchJob, void, 'batch'>(QUEUE, process, {
    connection: redis,
    concurrency: AT_ONCE,
    lockDuration: silentMs,
    stalledInterval: silentMs,
    maxStalledCount: MOST_DEATHS,
  })
  worker.on('failed', (job, error) => tell(`batch ${job?.id?.slice(0, 12)}: ${error.message}`))
  // Redis' own going and coming back is told by the connection
  worker.on('error', () => {})
  return {
    async untilEmpty() {
      const left = async () => Object.values(await queue.getJobCounts(...UNDONE)).reduce((sum, n) => sum + n, 0)
      while ((await left()) > 0) await sleep(LOOK_MS)
    },
    async close(abort = false) {
      if (abort) ending.abort(new Error('the worker ends'))
      await worker.close(abort)
    },
  }
}
