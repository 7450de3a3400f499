import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Papa from 'papaparse'
import { csvLine, inert, isFormula } from '../training/data/csv-line.ts'
import { appendText, refuseTable, refuseUnwritable, writeWhole } from '../training/data/output-file.ts'
import type { TableRecord } from '../training/data/table.ts'
import { differences, type RunSettings, readSettings } from './scored-settings.ts'
import { UsageError } from './usage-error.ts'

/** A row's fields by column. */
export type Fields = TableRecord['fields']

/** What scoring adds to a row; `error` says why a row has no prediction, `why` why it has the one it has. */
const SCORES = ['prediction', 'probability', 'text', 'error'] as const
const EXPLAINED_SCORES = [...SCORES, 'why'] as const
export type Scores = Record<(typeof SCORES)[number], string> & { why?: string }

const NEWLINE = '\n'
const PREFIX = 'memeveil_'

/** A table's own columns and those that scoring adds behind them, by the names that they have in the scored table. */
export interface ScoredColumns {
  own: string[]
  scores: readonly (keyof Scores)[]
  added: string[]
}

/** An older run's columns are left out; where the table has one of its own of such a name, ours are called after us. */
export function scoredColumns(columns: string[], explained: boolean): ScoredColumns {
  const scores = explained ? EXPLAINED_SCORES : SCORES
  const own = withoutScores(columns)
  let added: string[] = [...scores]
  while (added.some((name) => own.includes(name))) added = added.map((name) => PREFIX + name)
  return { own, scores, added }
}

/** Without what an older run has left, which is the table's end. */
function withoutScores(columns: string[]): string[] {
  const names = columns.map((column) => column.replace(new RegExp(`^(?:${PREFIX})+`), ''))
  const left = [EXPLAINED_SCORES, SCORES].find((scores) => names.slice(-scores.length).join() === scores.join())
  return columns.slice(0, columns.length - (left?.length ?? 0))
}

/**
 * The scores in what an interrupted run left, without a last line that was cut short; null where its rows are not the
 * first ones of `records`, by the table's own columns.
 */
export function scoresLeft(left: string, { own, scores, added }: ScoredColumns, records: Fields[]): Scores[] | null {
  const [header, ...lines] = Papa.parse<string[]>(left, { delimiter: ',', newline: NEWLINE }).data
  const rows = lines.slice(0, -1) // after a full last line this is the empty record behind it
  const same =
    JSON.stringify(header) === JSON.stringify([...own, ...added]) &&
    rows.length <= records.length &&
    rows.every((row, i) => own.every((column, at) => row[at] === (records[i][column] ?? '')))
  if (!same) return null
  return rows.map((row) => Object.fromEntries(scores.map((name, i) => [name, row[own.length + i] ?? ''])) as Scores)
}

/** A table that is scored row by row into `path`.part, which becomes `path` at the end. */
export interface ScoredTable {
  /** What an interrupted run has left of the first rows. */
  done: Scores[]
  /** Writes these in the place of what was left. */
  redo(scores: Scores[]): void
  add(row: Fields, scores: Scores): void
  finish(): void
}

/**
 * Opens what an interrupted run left, or an empty table. Throws UsageError for what was left by a run over another
 * table, or by other settings: half of the rows would be judged by each.
 */
export function openScoredTable(
  path: string,
  columns: ScoredColumns,
  records: Fields[],
  settings: RunSettings,
): ScoredTable {
  const part = `${path}.part`
  const settingsPath = `${part}.json`
  const line = (row: Fields, scores: Scores) =>
    csvLine([...columns.own.map((column) => row[column] ?? ''), ...columns.scores.map((name) => inert(scores[name]))])
  const write = (scores: Scores[]) =>
    writeWhole(part, csvLine([...columns.own, ...columns.added]) + scores.map((s, i) => line(records[i], s)).join(''))
  const done = existsSync(part) ? scoresLeft(readFileSync(part, 'utf8'), columns, records) : []
  if (!done) throw notOurs(part, 'over another table')
  const others = existsSync(part) ? differences(readSettings(settingsPath), settings) : null
  if (others) throw notOurs(part, others)
  writeWhole(settingsPath, JSON.stringify(settings))
  write(done)
  return {
    done,
    redo: write,
    add: (row, scores) => appendText(part, line(row, scores)),
    finish() {
      renameSync(part, path)
      rmSync(settingsPath)
    },
  }
}

function notOurs(part: string, how: string): UsageError {
  return new UsageError(`${part} was left by a run ${how}: delete it, or choose another --out`)
}

/** Throws UsageError where no table can be written, or another one would be lost: better now than after hours. */
export function refuseOut(out: string, table: string): void {
  const found = statSync(out, { throwIfNoEntry: false })
  if (found && !found.isFile()) throw new UsageError(`--out ${out} is there, and no file`)
  refuseTable(out, table)
  const folder = dirname(resolve(out))
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`there is no folder ${folder}`)
  refuseUnwritable(out)
}

/** How many cells a spreadsheet would run. */
export function countFormulas(rows: Fields[], columns: string[]): number {
  return rows.reduce((n, row) => n + columns.filter((column) => isFormula(row[column])).length, 0)
}
