import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { DelayedError, type Job, UnrecoverableError, Worker } from 'bullmq'
import type { Redis } from 'ioredis'
import { UserError } from '../../core/user-error.ts'
import type { Batch, Later } from '../judging/batch.ts'
import { setAside } from '../judging/set-aside.ts'
import { versioned } from '../judging/version.ts'
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
  /** Rejects for what is wrong for every picture: a model, this machine's settings. */
  failed: Promise<never>
  /** Once nothing is waiting, delayed or in hand anywhere. */
  untilEmpty(): Promise<void>
  /** Takes nothing more, and ends once what is in hand is done. */
  close(): Promise<void>
}

/** A worker's death is rarely its batch's fault: machines go. A batch that outlives so many is set aside. */
const MOST_DEATHS = 20

/** Batches in hand: while one's last pictures are judged the next one's first are fetched. */
const AT_ONCE = 2

const UNDONE = ['wait', 'prioritized', 'delayed', 'active'] as const
const LOOK_MS = 500

/** Takes batches from the queue and judges them, until it is closed. */
export function startWork({ redis, queue, tell, ...options }: Options): Work {
  const { silentMs } = options
  let fail: (error: unknown) => void = () => {}
  const failed = new Promise<never>((_, reject) => {
    fail = reject
  })
  failed.catch(() => {})
  const worker = new Worker<BatchJob, void, 'batch'>(QUEUE, createProcess({ ...options, queue, fail }), {
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
    failed,
    async untilEmpty() {
      const left = async () => Object.values(await queue.getJobCounts(...UNDONE)).reduce((sum, n) => sum + n, 0)
      while ((await left()) > 0) await sleep(LOOK_MS)
    },
    close: () => worker.close(),
  }
}

type ProcessOptions = Pick<Options, 'queue' | 'store' | 'judge' | 'silentMs'> & {
  /** Told of what is wrong for every picture: the batch is not to blame, and is put back. */
  fail(error: unknown): void
}

/** What is done with a batch. What could not be had is tried again, and set aside at its last try. */
function createProcess({ queue, store, judge, silentMs, fail }: ProcessOptions) {
  const never = new AbortController().signal
  // every picture in hand listens
  setMaxListeners(0, never)
  return async (job: Job<BatchJob>, token?: string): Promise<void> => {
    const putBack = async (ms: number): Promise<never> => {
      await job.moveToDelayed(Date.now() + ms, token)
      throw new DelayedError()
    }
    if (!Array.isArray(job.data?.items)) throw new UnrecoverableError('it is no batch of pictures')
    const later = await judge(job.data, never).catch((error) => {
      if (!(error instanceof UserError)) return allLater(job.data, error)
      fail(error)
      return putBack(silentMs)
    })
    if (later.length === 0) return
    await job.updateData(leftOf(job.data, later))
    const tried = later.filter(({ turn }) => turn === null)
    const untried = later.filter(({ turn }) => turn !== null)
    const turn = Math.max(...untried.map((one) => one.turn ?? 0))
    // none was tried, so this is no try
    if (tried.length === 0) await putBack(turn)
    const { attempts = 1, backoff, priority } = job.opts
    if (job.attemptsMade + 1 < attempts) throw new Error(toldOf(later))
    if (untried.length > 0) {
      // the others' tries were none of theirs: they go on as a batch of their own
      await queue.add('batch', leftOf(job.data, untried), { attempts, backoff, priority, delay: turn })
      await job.updateData(leftOf(job.data, tried))
    }
    await store.enter(job.data.backlog, job.data.run, tried.map(setAside))
    throw new UnrecoverableError(toldOf(tried))
  }
}

/** What of a batch is to be tried again, and why. */
function leftOf(batch: BatchJob, later: Later[]): BatchJob {
  const reasons = Object.fromEntries(later.map(({ item, reason }) => [item.name, reason]))
  return { ...batch, items: later.map(({ item }) => item), reasons }
}

/** A fault of ours is nobody's picture's, and loses none: each is tried again, and told at last. */
async function allLater({ items }: BatchJob, error: Error): Promise<Later[]> {
  return (await versioned(items)).map((item) => ({ item, reason: error.message, turn: null }))
}

function toldOf([{ item, reason }, ...others]: Later[]): string {
  return `${item.name}: ${reason}${others.length > 0 ? ` (and ${others.length} more)` : ''}`
}
