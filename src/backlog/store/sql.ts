/** What may stand in a column. */
export type Value = string | number | boolean | Uint8Array | null

/** A database. Statements are the few that PostgreSQL and SQLite have in common: `$1`, `$2`, … stand in their order. */
export interface Sql {
  /** Bytes come as Uint8Array, flags as boolean or 0 and 1. Throws GoneError while the database can't be reached. */
  rows<Row>(statement: string, values?: Value[]): Promise<Row[]>
  /** All of these statements, or none. */
  together(statements: [statement: string, values: Value[]][]): Promise<void>
  /** How this database writes what the two write differently. */
  dialect: { id: string; bytes: string; time: string; now: string; minuteAgo: string }
  close(): Promise<void>
}

/** The database can't be reached; it may be back soon. */
export class GoneError extends Error {
  override name = 'GoneError'
}

/** `($1, $2), ($3, $4)` for rows of `width` values. */
export function placeholders(rows: number, width: number, first = 1): string {
  const row = (r: number) => Array.from({ length: width }, (_, i) => `$${first + r * width + i}`).join(', ')
  return Array.from({ length: rows }, (_, r) => `(${row(r)})`).join(', ')
}
