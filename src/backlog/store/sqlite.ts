import Database from 'libsql'
import { UserError } from '../../core/user-error.ts'
import type { Sql, Value } from './sql.ts'

/** How long a process waits for another one that writes, in ms. */
const BUSY_MS = 30_000

/** One file, for processes of this machine alone. Throws UserError where it can't be opened. */
export function openSqlite(path: string): Sql {
  const database = opened(path)
  const ask = (statement: string, values: Value[]) =>
    database
      .prepare(statement.replace(/\$\d+/g, '?'))
      .all(values.map((v) => (typeof v === 'boolean' ? Number(v) : v))) as object[]
  return {
    dialect: {
      id: 'integer primary key',
      bytes: 'blob',
      time: 'text',
      now: 'current_timestamp',
      minuteAgo: "datetime('now', '-1 minute')",
    },
    async rows<Row>(statement: string, values: Value[] = []) {
      return mended(path, () => ask(statement, values).map(withBytes) as Row[])
    },
    async together(statements) {
      const all = database.transaction(() => {
        for (const [statement, values] of statements) ask(statement, values)
      })
      mended(path, () => all.immediate())
    },
    async close() {
      database.close()
    },
  }
}

function opened(path: string): InstanceType<typeof Database> {
  try {
    const database = new Database(path)
    for (const setting of [`busy_timeout = ${BUSY_MS}`, 'journal_mode = wal', 'synchronous = normal'])
      database.pragma(setting)
    return database
  } catch (error) {
    throw new UserError('usage', `${path} can't be opened as a store: ${(error as Error).message}`)
  }
}

/** What a person can mend, as an error of theirs. */
function mended<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string }
    if (!/^SQLITE_(?:FULL|IOERR|READONLY|CORRUPT|NOTADB)/.test(code)) throw error
    throw new UserError('output', `the store ${path} can't be used: ${message} (is its disk full, or read-only?)`)
  }
}

/** libsql gives buffers that can't be looked into. */
function withBytes(row: object): object {
  const fields = Object.entries(row).map(([name, v]) => [name, v instanceof ArrayBuffer ? new Uint8Array(v) : v])
  return Object.fromEntries(fields)
}
