import pg from 'pg'
import { UserError } from '../../core/user-error.ts'
import { GoneError, type Sql, type Value } from './sql.ts'

/** Codes of a server that stops, starts or has no place left; all other errors of the system are of the network. */
const GONE = /^(?:08...|57P0[123]|53300|ECONN\w+|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH)$/
/** Wrong passwords, users, databases, and rights that are missing. */
const REFUSED = /^(?:28...|3D000|3F000|42501)$/
/** What the driver says without a code. */
const CUT = /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/
const CONNECT_MS = 5000

/** A PostgreSQL server, for a whole fleet. */
export function openPostgres(address: string, connections: number): Sql {
  const pool = new pg.Pool({
    connectionString: address,
    max: connections,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: 'memeveil',
  })
  // a connection that breaks while nobody uses it is told to whoever asks next
  pool.on('error', () => {})
  return {
    dialect: {
      id: 'integer generated always as identity primary key',
      bytes: 'bytea',
      time: 'timestamptz',
      now: 'now()',
      minuteAgo: "now() - interval '1 minute'",
    },
    rows: <Row>(statement: string, values: Value[] = []) =>
      mended(async () => (await pool.query(statement, values.map(asParameter))).rows as Row[]),
    together: (statements) =>
      mended(async () => {
        const client = await pool.connect()
        try {
          await client.query('begin')
          for (const [statement, values] of statements) await client.query(statement, values.map(asParameter))
          await client.query('commit')
          client.release()
        } catch (error) {
          // with the connection ends what it began
          client.release(true)
          throw error
        }
      }),
    close: () => pool.end(),
  }
}

async function mended<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    if (isGone(error)) throw new GoneError(message || String(code), { cause: error })
    throw REFUSED.test(code ?? '') ? new UserError('usage', `PostgreSQL refuses: ${message}`) : error
  }
}

function asParameter(value: Value): Value | Buffer {
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value
}

function isGone(error: unknown): boolean {
  const { code = '', message } = error as { code?: string; message: string }
  // where a name has several addresses, the errors of all
  const each = error instanceof AggregateError ? error.errors : []
  return GONE.test(code) || CUT.test(message) || each.some(isGone)
}
