import { setTimeout as sleep } from 'node:timers/promises'
import { GoneError, type Sql, type Value } from './sql.ts'

const FIRST_MS = 250
const MOST_MS = 10_000

interface Options {
  /** Told once each time that the database goes, and once it is back. */
  tell(message: string): void
  signal: AbortSignal
}

/** Asks again while the database is gone: what a worker has in hand waits with it. Rejects with the signal's reason. */
export function patiently(sql: Sql, { tell, signal }: Options): Sql {
  async function insist<T>(ask: () => Promise<T>): Promise<T> {
    for (let wait = FIRST_MS; ; wait = Math.min(2 * wait, MOST_MS)) {
      try {
        const answer = await ask()
        if (wait > FIRST_MS) tell('the store is back')
        return answer
      } catch (error) {
        if (!(error instanceof GoneError)) throw error
        if (wait === FIRST_MS) tell(`the store is gone (${error.message}); waiting for it`)
        await sleep(wait, undefined, { signal })
      }
    }
  }
  return {
    ...sql,
    rows: <Row>(statement: string, values?: Value[]) => insist(() => sql.rows<Row>(statement, values)),
    together: (statements) => insist(() => sql.together(statements)),
  }
}
