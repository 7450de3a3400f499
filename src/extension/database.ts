import { type DBSchema, type IDBPDatabase, type OpenDBCallbacks, openDB } from 'idb'
import { Lazy } from '../core/lazy.ts'

/**
 * A database that opens at its first use, and again at the next where the browser closed it, or where it gave way to
 * who deletes or upgrades it.
 */
export function createDatabase<S extends DBSchema>(
  name: string,
  version: number,
  upgrade: OpenDBCallbacks<S>['upgrade'],
): Lazy<IDBPDatabase<S>> {
  const database: Lazy<IDBPDatabase<S>> = new Lazy(() =>
    openDB<S>(name, version, {
      upgrade,
      blocking: () => void close(database),
      terminated: () => void database.release(),
    }),
  )
  return database
}

/** Until the next use. */
export async function close<S extends DBSchema>(database: Lazy<IDBPDatabase<S>>): Promise<void> {
  const opened = await database.release()
  opened?.close()
}

/**
 * What pictures are judged without all the same: a disk may be full, the browser may keep nothing, or have lost what it
 * kept. The console says what went wrong.
 */
export async function unlessLost<T>(what: string, work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work()
  } catch (error) {
    console.warn(`${what}:`, error)
    return otherwise
  }
}
