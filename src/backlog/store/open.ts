import type { HeadFile, ModelName } from '../../core/model/head.ts'
import { READING_VERSION } from '../../core/reading/reading.ts'
import { UserError } from '../../core/user-error.ts'
import { withoutSecret } from '../without-secret.ts'
import { keepBacklogs } from './backlogs.ts'
import { keepEntries } from './entries.ts'
import { keepLooks } from './looks.ts'
import { patiently } from './patient.ts'
import { openPostgres } from './postgres.ts'
import { prepare } from './schema.ts'
import { GoneError, type Sql } from './sql.ts'
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
  const database = openSql(place)
  const sql = patiently(database, patience)
  try {
    // what isn't there at first is a mistake more often than a pause
    await prepare(database)
    const whose: Whose = { towers: towersOf(head, model), head: model.head }
    return {
      ...keepLooks(sql, whose),
      ...keepBacklogs(sql),
      ...keepEntries(sql, whose),
      close: () => sql.close(),
    }
  } catch (error) {
    await sql.close()
    if (!(error instanceof GoneError)) throw error
    throw new UserError('usage', `no PostgreSQL answers at ${withoutSecret(place)} (${error.message}): start it`)
  }
}

function openSql(place: string): Sql {
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(place)) return openSqlite(place)
  if (/^postgres(?:ql)?:\/\//i.test(place) && URL.canParse(place)) return openPostgres(place, CONNECTIONS)
  const wanted = 'one like postgres://USER@HOST/DATABASE; / and # of a password are written as %2F and %23'
  throw new UserError('usage', `${withoutSecret(place)} is no address of a store: ${wanted}`)
}

/** All that shapes a look. */
function towersOf({ preprocessing, textSteps }: HeadFile, { id, version }: ModelName): string {
  return [`${id}@${version}`, preprocessing, ...textSteps, `reading ${READING_VERSION}`].join(', ')
}
