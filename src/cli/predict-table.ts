import { decide, type Sensitivity } from '../core/decide.ts'
import { explanationOf } from '../core/explanation.ts'
import { UserError } from '../core/user-error.ts'
import { say } from '../runtime/node/say.ts'
import { type InputColumns, refuseWithoutInput } from '../training/data/dataset.ts'
import { createPictureFolder, type PictureFolder, readPictureFile } from '../training/data/picture-folder.ts'
import type { Progress } from '../training/data/progress.ts'
import { readTable } from '../training/data/table.ts'
import { inOrder } from './in-order.ts'
import type { Judge, JudgeInput } from './judge.ts'
import { createOutcome, type Outcome } from './outcome.ts'
import type { RunSettings } from './scored-settings.ts'
import { type Fields, openScoredTable, type Scores, scoredColumns } from './scored-table.ts'
import { UsageError } from './usage-error.ts'

export interface TableJob {
  /** Folder of the pictures. */
  images: string | undefined
  /** Where the scored table goes. */
  out: string
  sensitivity: Sensitivity
  explain: boolean
  /** What rows that were scored before must have been scored by. */
  settings: RunSettings
  progress: Progress
  /** Stops it behind the last row that was written. */
  signal: AbortSignal
}

export interface JudgedTable {
  columns: string[]
  rows: Fields[]
  input: InputColumns
}

/** Throws DatasetError, also for a table with nothing to judge. */
export function readJudgedTable(path: string, input: InputColumns): JudgedTable {
  const table = readTable(path)
  refuseWithoutInput(table, input)
  return { columns: table.columns, rows: table.records.map((r) => r.fields), input }
}

/** A row's scores, and the error that kept it from having any. */
interface Scored {
  scores: Scores
  error?: unknown
}

/**
 * Scores a table into `out`, several rows at once, written in their order. A run that was interrupted goes on after the
 * rows that are already there; those that failed are tried again. Tells what became of the rows. Throws UsageError for
 * what another table or other settings left, ModelError, and the signal's reason.
 */
export async function predictTable(judge: Judge, table: JudgedTable, job: TableJob): Promise<Outcome> {
  const { progress } = job
  const { columns, rows } = table
  const pictures = job.images === undefined ? undefined : createPictureFolder(job.images)
  const scored = openScoredTable(job.out, scoredColumns(columns, job.explain), rows, job.settings)
  const outcome = createOutcome()
  const count = ({ scores, error }: Scored) => {
    if (error) outcome.notJudged(error)
    else outcome.judged(scores.prediction as 'Offensive' | 'Non-offensive')
    progress.tick()
  }
  const score = (row: Fields) => scoreRow(judge, row, { ...job, pictures, input: table.input })
  progress.start('rows', rows.length)
  try {
    const { done } = scored
    for (const scores of done) if (!scores.error) count({ scores })
    const failed = [...done.keys()].filter((i) => done[i].error)
    let next = 0
    for await (const again of inOrder(failed, (i) => score(rows[i]), judge.atOnce)) {
      done[failed[next++]] = again.scores
      count(again)
    }
    if (failed.length > 0) scored.redo(done)
    let at = done.length
    for await (const one of inOrder(rows.slice(at), score, judge.atOnce)) {
      scored.add(rows[at++], one.scores)
      count(one)
    }
  } finally {
    progress.stop()
  }
  scored.finish()
  return outcome
}

interface RowJob extends TableJob {
  pictures: PictureFolder | undefined
  input: InputColumns
}

async function scoreRow(judge: Judge, row: Fields, job: RowJob): Promise<Scored> {
  const { sensitivity, explain, signal } = job
  try {
    const verdict = await judge.judge({ ...(await readRow(row, job)), explain }, signal)
    const { probability, text } = verdict
    const why = explain ? explanationOf(say, verdict, sensitivity).reasons.join(' ') : undefined
    const prediction = decide(verdict, sensitivity)
    return { scores: { prediction, probability: probability.toFixed(6), text, error: '', why } }
  } catch (error) {
    // what was stopped has not failed
    signal.throwIfAborted()
    // it would be every row's
    if (error instanceof UserError && error.kind === 'model') throw error
    return { scores: { prediction: '', probability: '', text: '', error: (error as Error).message }, error }
  }
}

/** What a row gives to judge. Throws UsageError where that is nothing. */
async function readRow(row: Fields, { pictures, input }: RowJob): Promise<JudgeInput> {
  const name = row[input.image]?.trim()
  const image = name && pictures ? await readPictureFile(await pictures.find(name)) : undefined
  const text = row[input.text]?.trim() ? row[input.text] : undefined
  if (image || text !== undefined) return { image, text }
  throw new UsageError(
    name
      ? `no ${input.text}, and no --images folder to find the picture in`
      : `neither ${input.image} nor ${input.text}`,
  )
}
