import PQueue from 'p-queue'
import { UserError } from '../../core/user-error.ts'
import type { PictureBytes } from '../bytes/bytes.ts'
import { RetryLater } from '../bytes/retry-later.ts'
import type { Item } from '../source/item.ts'
import type { Entry, Store } from '../store/store.ts'
import type { Input } from './look-worker.ts'
import type { Done, Found } from './looks.ts'
import { type Versioned, versioned } from './version.ts'

/** Some pictures of a backlog, as they travel together, each with its place in the source, from 0. */
export interface Batch {
  backlog: string
  run: number
  items: (Item & { place: number })[]
}

/** What may go well another time, and what kept it from it. */
export interface Later {
  item: Versioned<Batch['items'][number]>
  reason: string
  /** Where it wasn't tried, for it was not its turn: in how many ms that may come. Null where it was. */
  turn: number | null
}

const NOTHING = { kind: 'usage', message: 'neither a picture nor a text' } as const

/** A model or this machine's settings, which are wrong for every picture. */
function isEverybodys(error: unknown): boolean {
  return error instanceof UserError && ['model', 'usage'].includes(error.kind)
}

function turnOf(error: unknown): number | null {
  return error instanceof RetryLater && !error.tried ? (error.afterMs ?? 0) : null
}

interface Options {
  store: Store
  bytes: PictureBytes
  look(input: Input, signal: AbortSignal): Promise<Found>
  /** How many pictures are under way at once. */
  atOnce: number
  /** Told of each picture as it is done. */
  onDone(done: Done): void
}

/**
 * Judges what of a batch has no entry yet, and enters what became of it. What a batch can't have now is told as
 * `later`, and isn't entered. Throws what would be wrong with every picture, and the signal's reason.
 */
export function createBatchJudge({ store, bytes, look, atOnce, onDone }: Options) {
  const queue = new PQueue({ concurrency: atOnce })

  async function entryOf({ name, place, version, location, text }: Later['item'], signal: AbortSignal): Promise<Entry> {
    const entry = { name, place, version, look: null, copy: false, error: null }
    if (location === undefined && text === undefined) {
      onDone('failed')
      return { ...entry, error: NOTHING }
    }
    try {
      const image = location === undefined ? undefined : await bytes.read(location, signal)
      const found = await look({ image, text }, signal)
      onDone(found.way)
      return { ...entry, look: found.look, copy: found.way === 'copy' }
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof UserError) || isEverybodys(error)) throw error
      onDone('failed')
      return { ...entry, error: { kind: error.kind, message: error.message } }
    }
  }

  return async ({ backlog, run, items }: Batch, signal: AbortSignal): Promise<Later[]> => {
    const entered = await store.entered(
      backlog,
      run,
      items.map(({ name }) => name),
    )
    const left = (await versioned(items)).filter(({ name, version }) => entered.get(name) !== version)
    for (let i = left.length; i < items.length; i++) onDone('entered')
    const entries: Entry[] = []
    const later: Later[] = []
    const judgeOne = async (item: Later['item']) => {
      try {
        entries.push(await entryOf(item, signal))
      } catch (error) {
        signal.throwIfAborted()
        if (isEverybodys(error)) throw error
        later.push({ item, reason: (error as Error).message, turn: turnOf(error) })
      }
    }
    const ends = await Promise.allSettled(left.map((item) => queue.add(() => judgeOne(item), { signal })))
    // what was done before an end isn't done again
    await store.enter(backlog, run, entries)
    for (const end of ends) if (end.status === 'rejected') throw end.reason
    return later
  }
}
