import type { DBSchema } from 'idb'
import type { NamedHead } from '../../core/model/head.ts'
import { ModelError } from '../../core/model/model-error.ts'
import { createDatabase } from '../database.ts'
import { listen } from './listen.ts'

/** A head.json that judges in the bundled one's place. */
export interface StoredHead {
  /** The file that it was loaded from; "head.json" of the model's folder for the bundled one. */
  name: string
  bytes: Uint8Array<ArrayBuffer>
  /** The installed model that it was trained for; the bundled one where it is absent. */
  installed?: string
  /** Why it doesn't judge: its model can't be run any more. */
  fault?: string
}

/** An installed model that is to see pictures beside the bundled one. */
export interface StoredSecond {
  installed: string
  /** A head.json that was trained for it; null where there is none. */
  head: NamedHead | null
  /** Whether it can flag pictures without a head, too. */
  mayVeil: boolean
  /** Why it doesn't look on: it can't be run any more. */
  fault?: string
}

/** What an installed model does: nothing, see pictures beside the bundled one, or judge in its place. */
export const USES = ['none', 'beside', 'alone'] as const
export type Use = (typeof USES)[number]

/** What is null is forgotten, what is missing stays. */
export interface Change {
  chosen?: StoredHead | null
  second?: StoredSecond | null
}

/** What the user chose. */
export interface Chosen {
  chosen?: StoredHead
  second?: StoredSecond
}

interface Schema extends DBSchema {
  heads: { key: 'chosen' | 'second'; value: StoredHead | StoredSecond }
}

/** The user's choice of heads, in every context of the extension. */
export interface StoredHeads {
  read(): Promise<Chosen>
  write(change: Change): Promise<void>
  /** Tells the other contexts that something is otherwise than before. */
  tell(): void
  /** Calls when another context changed it, until the returned function is called. */
  onChange(listener: () => void): () => void
}

export function createStoredHeads(): StoredHeads {
  // the offscreen document has no storage API but this one
  const database = createDatabase<Schema>('heads', 1, (db) => void db.createObjectStore('heads'))
  const changes = new BroadcastChannel('head')
  const tell = () => changes.postMessage(null)
  return {
    tell,
    async read() {
      const { store } = (await database.get()).transaction('heads')
      const [chosen, second] = await Promise.all([store.get('chosen'), store.get('second')])
      return { chosen, second } as Chosen
    },
    async write(change) {
      const { store, done } = (await database.get()).transaction('heads', 'readwrite')
      for (const key of ['chosen', 'second'] as const) {
        const value = change[key]
        if (value) store.put(value, key)
        else if (value === null) store.delete(key)
      }
      await done
      tell()
    },
    onChange: (listener) => listen(changes, listener),
  }
}

/** A head for the second model is that model's; one for another installed model judges, and nothing is beside it. */
export function changeOfHead(head: StoredHead, second: StoredSecond | undefined): Change {
  const { name, bytes, installed } = head
  if (installed === undefined) return { chosen: head }
  if (second?.installed !== installed) return { chosen: head, second: null }
  return { second: { installed, head: { name, bytes }, mayVeil: second.mayVeil } }
}

/** A model's head goes with it, from the one use to the other. Throws ModelError where there is none to judge by. */
export function changeOfUse(installed: string, use: Use, { chosen, second }: Chosen): Change {
  const judging = chosen?.installed === installed ? chosen : undefined
  const beside = second?.installed === installed ? second : undefined
  const { name, bytes } = judging ?? beside?.head ?? {}
  const head = name !== undefined && bytes ? { name, bytes } : null
  if (use === 'none') return { ...(judging && { chosen: null }), ...(beside && { second: null }) }
  if (use === 'alone') {
    if (!head) throw new ModelError(`${installed} has no head: load one that was trained for it`)
    return { chosen: { ...head, installed }, second: null }
  }
  const inItsPlace = chosen?.installed !== undefined
  return { ...(inItsPlace && { chosen: null }), second: { installed, head, mayVeil: beside?.mayVeil ?? false } }
}
