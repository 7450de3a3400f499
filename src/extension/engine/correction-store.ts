import type { DBSchema } from 'idb'
import type { Learned } from '../../core/corrections/corrected-head.ts'
import { type Correction, MOST_CORRECTIONS } from '../../core/corrections/correction.ts'
import { createDatabase, unlessLost } from '../database.ts'

interface Schema extends DBSchema {
  corrections: { key: string; value: Correction; indexes: { at: number } }
  /** What was learned last, under the name of the head that it made. */
  learned: { key: 'last'; value: { head: string; learned: Learned } }
}

/** What the user said of verdicts, on this device alone. */
export interface CorrectionStore {
  /** The newest first. */
  all(): Promise<Correction[]>
  /** Those with an id that is known take that one's place; beyond the most, the oldest go. All of them or none. */
  add(corrections: Correction[]): Promise<void>
  remove(id: string): Promise<void>
  clear(): Promise<void>
  /** What was learned for a head of this name; otherwise what `learn` gives, kept from then on. */
  learned(head: string, learn: () => Promise<Learned>): Promise<Learned>
}

/** What any context of the extension hears when another one has changed what was corrected. */
export const CORRECTIONS_CHANNEL = 'corrections'

export function createCorrectionStore(): CorrectionStore {
  const database = createDatabase<Schema>('corrections', 1, (db) => {
    db.createObjectStore('corrections', { keyPath: 'id' }).createIndex('at', 'at')
    db.createObjectStore('learned')
  })
  const changes = new BroadcastChannel(CORRECTIONS_CHANNEL)
  const changed = () => changes.postMessage(null)
  return {
    all: async () => (await (await database.get()).getAllFromIndex('corrections', 'at')).reverse(),
    async add(corrections) {
      const { store, done } = (await database.get()).transaction('corrections', 'readwrite')
      for (const one of corrections) store.put(one)
      let excess = (await store.count()) - MOST_CORRECTIONS
      for (let cursor = await store.index('at').openCursor(); cursor && excess > 0; excess--) {
        await cursor.delete()
        cursor = await cursor.continue()
      }
      await done
      changed()
    },
    async remove(id) {
      await (await database.get()).delete('corrections', id)
      changed()
    },
    async clear() {
      const transaction = (await database.get()).transaction(['corrections', 'learned'], 'readwrite')
      await Promise.all([
        transaction.objectStore('corrections').clear(),
        transaction.objectStore('learned').clear(),
        transaction.done,
      ])
      changed()
    },
    async learned(head, learn) {
      const db = await database.get()
      const last = await db.get('learned', 'last')
      if (last?.head === head) return last.learned
      const learned = await learn()
      await unlessLost('What was learned is not kept', () => db.put('learned', { head, learned }, 'last'), '')
      return learned
    },
  }
}
