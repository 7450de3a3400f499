import type { Command } from 'commander'
import type { HeadFile } from '../core/model/head.ts'
import { loadRows, type Row, splitName } from '../training/data/dataset.ts'
import type { EmbeddedRow } from '../training/data/embed-rows.ts'
import type { Judged } from '../training/measure/by-dataset.ts'
import { decisionsOf } from '../training/measure/evaluation.ts'
import type { Embedder } from './embedding.ts'
import { addSensitivityOptions, type SensitivityOptions, sensitivityOf } from './sensitivity-options.ts'
import { type TableOptions, tableForm } from './table-options.ts'
import { UsageError } from './usage-error.ts'

/** Which rows a head is measured on, and how readily it flags them. */
export interface MeasuredRowsOptions extends TableOptions, SensitivityOptions {
  csv: string[]
  split?: string
  leaveOut?: Part
}

export function addMeasuredRowsOptions(command: Command): Command {
  command
    .requiredOption('--csv <table...>', 'labelled tables')
    .option('--split <name>', 'which rows (default: test where the table has splits, else all)')
  return addSensitivityOptions(command)
}

/** The rows that a measurement is of. Throws UsageError when there are none. */
export function rowsToMeasure(options: MeasuredRowsOptions): Row[] {
  const rows = options.csv.flatMap((path) => loadRows(path, undefined, tableForm(options)))
  const kept = rows.filter((r) =>
    options.split ? r.split === splitName(options.split) : r.split === '' || r.split === 'test',
  )
  if (kept.length > 0) return kept
  const splits = [...new Set(rows.map((r) => r.split))]
  throw new UsageError(
    `${options.csv.join(', ')}: no row of the split "${options.split ?? 'test'}", only ${splits.join(', ')}`,
  )
}

/** The parts of a row that `--leave-out` names. */
export const PARTS = ['image', 'words'] as const
type Part = (typeof PARTS)[number]

function without(part: Part | undefined, row: EmbeddedRow): EmbeddedRow {
  if (part === 'image') return { ...row, imageEmbedding: null }
  return part === 'words' ? { ...row, textEmbedding: null } : row
}

/** What a head says of rows, its text steps done first; without the part to leave out. */
export async function judgeRows(
  embedder: Embedder,
  head: HeadFile,
  rows: Row[],
  { leaveOut, ...sensitivity }: Pick<MeasuredRowsOptions, 'leaveOut' | 'level' | 'threshold'>,
): Promise<Judged> {
  const whole = await embedder.embed(rows, head.textSteps)
  const embedded = whole.map((row) => without(leaveOut, row))
  return { rows: embedded, ...decisionsOf(head, embedded, sensitivityOf(sensitivity)) }
}
