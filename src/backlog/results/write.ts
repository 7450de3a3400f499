import { renameSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileWriter, parquetWriteRows } from 'hyparquet-writer'
import { UserError } from '../../core/user-error.ts'
import { csvLine, inert } from '../../training/data/csv-line.ts'
import { outputError, refuseUnwritable } from '../../training/data/output-file.ts'
import type { Row } from './row.ts'

/** Of each field, its type in Parquet. */
const COLUMNS = {
  name: 'STRING',
  prediction: 'STRING',
  probability: 'DOUBLE',
  text: 'STRING',
  error: 'STRING',
  near_copy: 'BOOLEAN',
  hash: 'STRING',
} as const satisfies Record<keyof Row, string>
const NAMES = Object.keys(COLUMNS) as (keyof Row)[]

type Write = (path: string, rows: AsyncIterable<Row>) => Promise<void>

const WRITERS: Record<string, Write> = {
  '.csv': (path, rows) => writeLines(path, rows, csvRow, csvLine(NAMES)),
  '.jsonl': (path, rows) => writeLines(path, rows, (row) => `${JSON.stringify(row)}\n`),
  '.parquet': async (path, rows) => {
    const columns = Object.entries(COLUMNS).map(([name, type]) => ({ name, type }))
    await parquetWriteRows({ writer: fileWriter(path), rows, columns })
  },
}

/** Throws UserError for a name that says no format, or can't be written: better now than after hours. */
export function refuseOutput(path: string): void {
  if (!(extname(path) in WRITERS))
    throw new UserError('usage', `${path}: a name that ends in ${Object.keys(WRITERS).join(', ')} is wanted`)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new UserError('usage', `${path} is a folder`)
  refuseUnwritable(path)
}

/** Writes rows as CSV, JSON lines or Parquet, by the name's end. The file is there once it is whole. */
export async function writeRows(path: string, rows: AsyncIterable<Row>): Promise<void> {
  refuseOutput(path)
  const next = `${path}.new`
  try {
    await WRITERS[extname(path)](next, rows)
    renameSync(next, path)
  } catch (error) {
    rmSync(next, { force: true })
    throw outputError(path, error)
  }
}

function csvRow(row: Row): string {
  const cells = { ...row, probability: row.probability?.toFixed(6), near_copy: row.near_copy ? 'yes' : '' }
  return csvLine(NAMES.map((name) => inert(cells[name] ?? '')))
}

type Line = (row: Row) => string

async function writeLines(path: string, rows: AsyncIterable<Row>, line: Line, head = ''): Promise<void> {
  async function* lines() {
    yield head
    for await (const row of rows) yield line(row)
  }
  // a stream of its own would open the file when it likes, after an end too
  const file = await open(path, 'w')
  await pipeline(lines, file.createWriteStream())
}
