import { setMaxListeners } from 'node:events'
import PQueue from 'p-queue'
import { pause } from '../core/pause.ts'
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
  /** Told how many pictures wait, and for how long, before they are tried again. */
  onWait?(pictures: number, ms: number): void
}

const BATCH = 32
/** While one's last pictures are judged the next one's first are read. */
const BATCHES = 2
/** How often what may go well later is tried, and all of it where nothing comes of it. */
const TRIES = 4

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

/**
 * Counts tries by picture. That a host was to be left alone is no try of those that waited for it; but where nothing
 * came of so many rounds in which something was tried, no more are waited for: there may be as many as pictures.
 */
function createTries(backOffMs: number) {
  const failed = new Map<number, number>()
  const failures = ({ item }: Later) => failed.get(item.place) ?? 0
  let left = Number.POSITIVE_INFINITY
  let inVain = 0
  return {
    count(later: Later[]) {
      const tried = later.filter(({ turn }) => turn === null)
      for (const one of tried) failed.set(one.item.place, failures(one) + 1)
      if (later.length < left) inVain = 0
      else if (tried.length > 0) inVain++
      left = later.length
      const isOver = (one: Later) => inVain >= TRIES || failures(one) >= TRIES
      const again = later.filter((one) => !isOver(one))
      const [soonest, most] = again.reduce(
        ([turn, n], one) => [Math.min(turn, one.turn ?? 0), Math.max(n, failures(one))],
        [Number.POSITIVE_INFINITY, 1],
      )
      return { again, over: later.filter(isOver), waitMs: Math.max(backOffMs * 2 ** (most - 1), soonest) }
    },
  }
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
