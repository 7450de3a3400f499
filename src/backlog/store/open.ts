import type { HeadFile, ModelName } from '../../core/model/head.ts'
import { READING_VERSION } from '../../core/reading/reading.ts'
import { keepBacklogs } from './backlogs.ts'
import { keepEntries } from './entries.ts'
import { keepLooks } from './looks.ts'
import { patiently } from './patient.ts'
import { openPostgres } from './postgres.ts'
import { prepare } from './schema.ts'
import type { Sql } from './sql.ts'
import { openSqlite } from './sqlite.ts'
import type { Store, Whose } from './store.ts'

/** Batches and what asks beside them. */
const CONNECTIONS = 8

interface Options {
  /** A postgres:// address, or the path of a file for this machine alone. */
  place: string
  /** Whose looks and scores. */
  head: HeadFile
  model: ModelName
  /** Told when the database goes and comes back. */
  tell(message: string): void
  /** Ends the waiting for it. */
  signal: AbortSignal
}

/** Makes the tables where there are none. Throws UserError for a place that can't be used. */
export async function openStore({ place, head, model, ...patience }: Options): Promise<Store> {
  const sql = patiently(openSql(place), patience)
  try {
    await prepare(sql)
    const whose: Whose = { towers: towersOf(head, model), head: model.head }
    return {
      ...keepLooks(sql, whose),
      ...keepBacklogs(sql),
      ...keepEntries(sql, whose),
      close: () => sql.close(),
    }
  } catch (error) {
    await sql.close()
    throw error
  }
}

function openSql(place: string): Sql {
  return /^postgres(?:ql)?:\/\//.test(place) ? openPostgres(place, CONNECTIONS) : openSqlite(place)
}

/** All that shapes a look. */
function towersOf({ preprocessing, textSteps }: HeadFile, { id, version }: ModelName): string {
  return [`${id}@${version}`, preprocessing, ...textSteps, `reading ${READING_VERSION}`].join(', ')
}
