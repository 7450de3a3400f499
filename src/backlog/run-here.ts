import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import PQueue from 'p-queue'
import type { Batch, Later } from './judging/batch.ts'
import { batchesOf } from './judging/batches.ts'
import { setAside } from './judging/set-aside.ts'
import type { Item } from './source/item.ts'
import type { SourceVersion, Store } from './store/store.ts'

interface Options {
  store: Store
  judge(batch: Batch, signal: AbortSignal): Promise<Later[]>
  backlog: string
  source: SourceVersion
  signal: AbortSignal
  /** How long after the others what may go well later is tried, at first; then twice as long. */
  backOffMs?: number
}

const BATCH = 32
/** While one's last pictures are judged the next one's first are read. */
const BATCHES = 2
/** How often what may go well later is tried. */
const TRIES = 4

/**
 * Judges a source in this process alone, by what a fleet's workers do, without a queue. Goes on where it was stopped;
 * resolves with the run's number, whose entries tell what became of each picture. Rejects with the signal's reason.
 */
export async function judgeHere(items: AsyncIterable<Item>, options: Options): Promise<number> {
  const { store, backlog, source, signal, backOffMs = 2000 } = options
  const run = await store.begin(backlog, source)
  let later = await judgeBatches(batchesOf(items, BATCH), { ...options, run })
  for (let tries = 1, wait = backOffMs; later.length > 0 && tries < TRIES; tries++, wait *= 2) {
    await sleep(wait, undefined, { signal })
    later = await judgeBatches([later.map(({ item }) => item)], { ...options, run })
  }
  await store.enter(backlog, run, later.map(setAside))
  await store.end(backlog, run)
  return run
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
