import { setTimeout as sleep } from 'node:timers/promises'
import { sha256 } from '../../core/sha256.ts'
import type { Batch } from '../judging/batch.ts'
import { batchesOf } from '../judging/batches.ts'
import type { Item } from '../source/item.ts'
import type { SourceVersion, Store } from '../store/store.ts'
import type { BacklogQueue } from './queue.ts'

interface Options {
  queue: BacklogQueue
  store: Store
  backlog: string
  source: SourceVersion
  batchSize: number
  /** While more batches than these wait, nothing is put behind them. */
  mostWaiting: number
  /** From 1, the first; 0 goes before all that have one. */
  priority: number
  /** How often a batch's pictures are tried, */
  tries: number
  /** and how long after the first failure, in ms; after each further one twice as long. */
  backOffMs: number
  /** Told how many pictures are in the queue by now. */
  onBatch(pictures: number): void
  signal: AbortSignal
}

const LOOK_MS = 500

/**
 * Puts all items of a source into the queue, each once: a batch that is there already is not put there again, so an
 * interrupted enqueuing goes on. How many there were. Rejects with the signal's reason.
 */
export async function enqueue(items: AsyncIterable<Item>, options: Options): Promise<number> {
  const { queue, store, backlog, source, batchSize, priority, tries, backOffMs } = options
  const backoff = { type: 'exponential', delay: backOffMs, jitter: 0.5 }
  let run: number | undefined
  let pictures = 0
  for await (const some of batchesOf(items, batchSize)) {
    // a source that can't be read begins nothing
    run ??= await store.begin(backlog, source)
    await untilRoom(options)
    const batch: Batch = { backlog, run, items: some }
    const jobId = await sha256(new TextEncoder().encode(JSON.stringify(batch)))
    await queue.add('batch', batch, { jobId, priority, attempts: tries, backoff })
    pictures += some.length
    await store.grow(backlog, run, pictures)
    options.onBatch(pictures)
  }
  if (run !== undefined) await store.end(backlog, run)
  return pictures
}

async function untilRoom({ queue, mostWaiting, signal }: Options): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const { wait, prioritized } = await queue.getJobCounts('wait', 'prioritized')
    if (wait + prioritized < mostWaiting) return
    await sleep(LOOK_MS, undefined, { signal })
  }
}
