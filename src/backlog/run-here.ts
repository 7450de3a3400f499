import { setMaxListeners } from 'node:events'
import PQueue from 'p-queue'
import { pause } from '../core/pause.ts'
import type { Batch, Later } from './judging/batch.ts'
import { batchesOf } from './judging/batches.ts'
import { setAside } from './judging/set-aside.ts'
import type { Item } from './source/item.ts'
import type { SourceVersion, Store } from './store/store.ts'
import { createTries } from './tries.ts'

interface Options {
  store: Store
  judge(batch: Batch, signal: AbortSignal): Promise<Later[]>
  backlog: string
  source: SourceVersion
  signal: AbortSignal
  /** How long after the others what may go well later is tried, at first; then twice as long. */
  backOffMs?: number
  /** Told how many pictures wait, and for how long, before they are tried again. */
  onWait?(pictures: number, ms: number): void
}

const BATCH = 32
/** While one's last pictures are judged the next one's first are read. */
const BATCHES = 2

/**
 * Judges a source in this process alone, by what a fleet's workers do, without a queue. Goes on where it was stopped;
 * resolves with the run's number, whose entries tell what became of each picture. Rejects with the signal's reason.
 */
export async function judgeHere(items: AsyncIterable<Item>, options: Options): Promise<number> {
  const { store, backlog, source, signal, backOffMs = 2000, onWait } = options
  const run = await store.begin(backlog, source)
  const tries = createTries(backOffMs)
  let later = await judgeBatches(batchesOf(items, BATCH), { ...options, run })
  while (later.length > 0) {
    const { again, over, waitMs } = tries.count(later)
    await store.enter(backlog, run, over.map(setAside))
    if (again.length > 0) {
      onWait?.(again.length, waitMs)
      await pause(waitMs, signal)
    }
    later = await judgeBatches(slicesOf(again), { ...options, run })
  }
  await store.end(backlog, run)
  return run
}

function* slicesOf(later: Later[]): Generator<Batch['items']> {
  for (let i = 0; i < later.length; i += BATCH) yield later.slice(i, i + BATCH).map(({ item }) => item)
}

async function judgeBatches(
  batches: Iterable<Batch['items']> | AsyncIterable<Batch['items']>,
  { judge, backlog, run, signal }: Options & { run: number },
): Promise<Later[]> {
  const queue = new PQueue({ concurrency: BATCHES })
  const later: Later[] = []
  const failed = new AbortController()
  const either = AbortSignal.any([signal, failed.signal])
  // every picture in hand listens
  setMaxListeners(0, either)
  const judgeOne = async (items: Batch['items']) => {
    try {
      later.push(...(await judge({ backlog, run, items }, either)))
    } catch (error) {
      failed.abort(error)
    }
  }
  for await (const items of batches) {
    if (either.aborted) break
    queue.add(() => judgeOne(items))
    await queue.onSizeLessThan(1)
  }
  await queue.onIdle()
  either.throwIfAborted()
  return later
}
