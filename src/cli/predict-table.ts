import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decide, type Sensitivity } from '../core/decide.ts'
import type { Progress } from '../training/data/progress.ts'
import { readTable } from '../training/data/table.ts'
import { inOrder } from './in-order.ts'
import type { Judge, JudgeInput } from './judge.ts'
import { type Fields, openScoredTable, type Scores } from './scored-table.ts'
import { UsageError } from './usage-error.ts'

interface TableJob {
  images: string | undefined
  /** Where the scored table goes. */
  out: string
  sensitivity: Sensitivity
  progress: Progress
  /** Stops it behind the last row that was written. */
  signal: AbortSignal
}

/** Throws DatasetError, and UsageError for a table with nothing to judge. */
export function readJudgedTable(path: string): { columns: string[]; rows: Fields[] } {
  const { columns, records } = readTable(path)
  if (!columns.includes('sentence') && !columns.includes('image_name')) {
    throw new UsageError(`${path} has neither a column "image_name" nor "sentence", only ${columns.join(', ')}`)
  }
  return { columns, rows: records.map((r) => r.fields) }
}

/**
 * Scores a table into `out`, several rows at once, written in their order; a run that was interrupted goes on after the
 * rows that are already there. Returns how many rows could not be judged. Throws UsageError for what another table
 * left, and the signal's reason.
 */
export async function predictTable(
  judge: Judge,
  { columns, rows }: ReturnType<typeof readJudgedTable>,
  job: TableJob,
): Promise<number> {
  const { progress } = job
  const scored = openScoredTable(job.out, columns, rows)
  let failed = scored.done.filter((row) => row.error).length
  progress.start('rows', rows.length)
  for (const _ of scored.done) progress.tick()
  try {
    const score = async (row: Fields) => ({ ...row, ...(await scoreRow(judge, row, job)) })
    for await (const row of inOrder(rows.slice(scored.done.length), score, judge.atOnce)) {
      if (row.error) failed++
      scored.add(row)
      progress.tick()
    }
  } finally {
    progress.stop()
  }
  scored.finish()
  return failed
}

async function scoreRow(judge: Judge, row: Fields, job: TableJob): Promise<Scores> {
  try {
    const verdict = await judge.judge(await readRow(row, job.images), job.signal)
    const { probability, text } = verdict
    return { prediction: decide(verdict, job.sensitivity), probability: probability.toFixed(6), text, error: '' }
  } catch (error) {
    // what was stopped has not failed
    job.signal.throwIfAborted()
    return { prediction: '', probability: '', text: '', error: (error as Error).message }
  }
}

/** What a row gives to judge. Throws UsageError where that is nothing. */
async function readRow(row: Fields, images: string | undefined): Promise<JudgeInput> {
  const name = row.image_name?.trim()
  const image = name && images ? new Uint8Array(await readFile(join(images, name))) : undefined
  const text = row.sentence?.trim() ? row.sentence : undefined
  if (image || text !== undefined) return { image, text }
  throw new UsageError(
    name ? 'no sentence, and no --images folder to find the picture in' : 'neither image_name nor sentence',
  )
}
