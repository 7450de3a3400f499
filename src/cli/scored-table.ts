import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import Papa from 'papaparse'
import type { TableRecord } from '../training/data/table.ts'
import { UsageError } from './usage-error.ts'

/** A row's fields by column. */
export type Fields = TableRecord['fields']

/** What scoring adds to a row; `error` says why a row has no prediction. */
export type Scores = Record<(typeof ADDED)[number], string>

const ADDED = ['prediction', 'probability', 'text', 'error'] as const
const NEWLINE = '\n'

/** A table's own columns and, behind them, those that scoring adds; an older run's are left out. */
export function scoredColumns(columns: string[]): { own: string[]; all: string[] } {
  const own = columns.filter((column) => !(ADDED as readonly string[]).includes(column))
  return { own, all: [...own, ...ADDED] }
}

/**
 * The rows in what an interrupted run left, without a last line that was cut short; null where they are not the first
 * ones of `records`, by the table's own columns.
 */
export function rowsLeft(
  left: string,
  { own, all }: ReturnType<typeof scoredColumns>,
  records: Fields[],
): Fields[] | null {
  const { data, meta } = Papa.parse<Fields>(left, { header: true })
  const rows = data.slice(0, -1) // after a full last line this is the empty record behind it
  const same =
    meta.fields?.join() === all.join() &&
    rows.every((row, i) => own.every((column) => row[column] === (records[i]?.[column] ?? '')))
  return same ? rows : null
}

/** A table that is scored row by row into `path`.part, which becomes `path` at the end. */
export interface ScoredTable {
  /** The rows that an interrupted run has left. */
  done: Fields[]
  add(row: Fields): void
  finish(): void
}

/** Opens what an interrupted run left, or an empty table. Throws UsageError for what another table left. */
export function openScoredTable(path: string, columns: string[], records: Fields[]): ScoredTable {
  const part = `${path}.part`
  const scored = scoredColumns(columns)
  const line = (row: Fields) => csvLine(scored.all.map((column) => row[column] ?? ''))
  const done = existsSync(part) ? rowsLeft(readFileSync(part, 'utf8'), scored, records) : []
  if (!done) throw new UsageError(`${part} was left by a run over another table: delete it, or choose another --out`)
  writeFileSync(part, csvLine(scored.all) + done.map(line).join(''))
  return {
    done,
    add: (row) => appendFileSync(part, line(row)),
    finish: () => renameSync(part, path),
  }
}

function csvLine(fields: string[]): string {
  return Papa.unparse([fields], { newline: NEWLINE }) + NEWLINE
}
