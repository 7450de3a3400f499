import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Verdict } from '../core/decide.ts'
import { Lazy } from '../core/lazy.ts'
import type { ModelName } from '../core/model/head.ts'
import { READING_VERSION } from '../core/reading/reading.ts'

interface Schema extends DBSchema {
  verdicts: { key: string; value: { verdict: Verdict; at: number }; indexes: { at: number } }
}

const DAYS = 30

/** Verdicts kept on the device by names of pictures: addresses and pixel hashes. */
export interface VerdictCache {
  /** With `sexual`, a verdict that doesn't say how sexual the picture is won't do. */
  recall(name: string, model: ModelName, sexual: boolean): Promise<Verdict | undefined>
  remember(names: string[], verdict: Verdict): Promise<void>
  close(): Promise<void>
}

/** Keeps at most `most` verdicts; the oldest go first. */
export function createVerdictCache(most = 5000): VerdictCache {
  const database = new Lazy(() =>
    openDB<Schema>('verdicts', 1, {
      upgrade(db) {
        db.createObjectStore('verdicts').createIndex('at', 'at')
      },
    }),
  )
  return {
    async recall(name, model, sexual) {
      const found = await (await database.get()).get('verdicts', keyOf(name, model))
      if (!found || found.at < Date.now() - DAYS * 86_400_000) return undefined
      return sexual && typeof found.verdict.sexual !== 'number' ? undefined : found.verdict
    },
    remember: async (names, verdict) => write(await database.get(), names, verdict, most),
    async close() {
      const opened = await database.release()
      opened?.close()
    },
  }
}

/** Another model's, another head's or another way of reading's verdict is another verdict. */
function keyOf(name: string, model: ModelName): string {
  return `${model.id}@${model.version}/${model.head}/${READING_VERSION} ${name}`
}

async function write(db: IDBPDatabase<Schema>, names: string[], verdict: Verdict, most: number): Promise<void> {
  const transaction = db.transaction('verdicts', 'readwrite')
  for (const name of names) transaction.store.put({ verdict, at: Date.now() }, keyOf(name, verdict.model))
  let excess = (await transaction.store.count()) - most
  for (let cursor = await transaction.store.index('at').openCursor(); cursor && excess > 0; excess--) {
    await cursor.delete()
    cursor = await cursor.continue()
  }
  await transaction.done
}
