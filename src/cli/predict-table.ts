import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Judgement, Pipeline } from '../core/pipeline.ts'
import { readTable } from '../training/data/table.ts'
import { judge } from './judge.ts'
import { progressBar } from './progress.ts'
import { type Fields, openScoredTable, type Scores } from './scored-table.ts'
import { UsageError } from './usage-error.ts'

export interface TableJob {
  table: string
  images: string | undefined
  out: string
  threshold: number
}

/**
 * Scores a table row by row into `out`; a run that was interrupted goes on after the rows that are already there.
 * Returns how many rows could not be judged. Throws DatasetError, and UsageError for a table with nothing to judge.
 */
export async function predictTable(pipeline: Pipeline, job: TableJob): Promise<number> {
  const { columns, records } = readTable(job.table)
  if (!columns.includes('sentence') && !columns.includes('image_name')) {
    throw new UsageError(`${job.table} has neither a column "image_name" nor "sentence", only ${columns.join(', ')}`)
  }
  const rows = records.map((r) => r.fields)
  const scored = openScoredTable(job.out, columns, rows)
  let failed = scored.done.filter((row) => row.error).length
  const bar = progressBar()
  bar.start('rows', rows.length)
  for (const _ of scored.done) bar.tick()
  for (const row of rows.slice(scored.done.length)) {
    const scores = await scoreRow(pipeline, row, job)
    if (scores.error) failed++
    scored.add({ ...row, ...scores })
    bar.tick()
  }
  bar.stop()
  scored.finish()
  return failed
}

async function scoreRow(pipeline: Pipeline, row: Fields, { images, threshold }: TableJob): Promise<Scores> {
  try {
    const { prediction, verdict } = await judge(pipeline, await readRow(row, images), threshold)
    return { prediction, probability: verdict.probability.toFixed(6), text: verdict.text, error: '' }
  } catch (error) {
    return { prediction: '', probability: '', text: '', error: (error as Error).message }
  }
}

/** What a row gives to judge. Throws UsageError where that is nothing. */
async function readRow(row: Fields, images: string | undefined): Promise<Judgement> {
  const input: Judgement = {}
  const name = row.image_name?.trim()
  if (name && images) input.image = new Uint8Array(await readFile(join(images, name)))
  if (row.sentence?.trim()) input.text = row.sentence
  if (!input.image && input.text === undefined) {
    throw new UsageError(
      name ? 'no sentence, and no --images folder to find the picture in' : 'neither image_name nor sentence',
    )
  }
  return input
}
