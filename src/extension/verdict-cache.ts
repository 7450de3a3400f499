import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Verdict } from '../core/decide.ts'
import type { ModelName } from '../core/model/head.ts'

interface Schema extends DBSchema {
  verdicts: { key: string; value: { verdict: Verdict; at: number }; indexes: { at: number } }
}

/** Verdicts kept on the device; the oldest go first. */
const MOST = 5000
const DAYS = 30

let database: Promise<IDBPDatabase<Schema>> | undefined

function open(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>('verdicts', 1, {
    upgrade(db) {
      db.createObjectStore('verdicts').createIndex('at', 'at')
    },
  })
  return database
}

/** Keys are addresses and pixel hashes, each with the model and its head: another one's verdict is another verdict. */
function keyOf(name: string, model: ModelName): string {
  return `${model.id}@${model.version}/${model.head} ${name}`
}

/** With `sexual`, a verdict that doesn't say how sexual the picture is won't do. */
export async function recall(name: string, model: ModelName, sexual: boolean): Promise<Verdict | undefined> {
  const found = await (await open()).get('verdicts', keyOf(name, model))
  if (!found || found.at < Date.now() - DAYS * 86_400_000) return undefined
  return sexual && typeof found.verdict.sexual !== 'number' ? undefined : found.verdict
}

export async function remember(names: string[], verdict: Verdict): Promise<void> {
  const transaction = (await open()).transaction('verdicts', 'readwrite')
  for (const name of names) transaction.store.put({ verdict, at: Date.now() }, keyOf(name, verdict.model))
  let excess = (await transaction.store.count()) - MOST
  for (let cursor = await transaction.store.index('at').openCursor(); cursor && excess > 0; excess--) {
    await cursor.delete()
    cursor = await cursor.continue()
  }
  await transaction.done
}
