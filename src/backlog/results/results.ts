import type { Store } from '../store/store.ts'
import type { Row, ToRow } from './row.ts'

/** All rows of a backlog's run, in the order of its source. */
export async function* rowsOf(store: Store, backlog: string, run: number, toRow: ToRow): AsyncGenerator<Row> {
  for await (const results of store.results(backlog, run)) for (const result of results) yield toRow(result)
}
