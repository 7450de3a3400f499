import type { Result, Store } from '../store/store.ts'
import type { Row, ToRow } from './row.ts'

interface Options {
  store: Store
  backlog: string
  run: number
  toRow: ToRow
  /** Told of each. */
  onRow?(row: Row, result: Result): void
}

/** All rows of a backlog's run, in the order of its source. */
export async function* rowsOf({ store, backlog, run, toRow, onRow }: Options): AsyncGenerator<Row> {
  for await (const results of store.results(backlog, run)) {
    for (const result of results) {
      const row = toRow(result)
      onRow?.(row, result)
      yield row
    }
  }
}
