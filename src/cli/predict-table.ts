import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import { decide, notJudged } from '../core/decide.ts'
import type { Judgement, Pipeline } from '../core/pipeline.ts'
import { readTable } from '../training/data/table.ts'
import { progressBar } from './progress.ts'
import { UsageError } from './usage-error.ts'

export interface TableJob {
  table: string
  images: string | undefined
  out: string
  threshold: number
}

type Record_ = Record<string, string>
const ADDED = ['prediction', 'probability', 'text', 'error']
const NEWLINE = '\n'

function line(fields: string[], record: Record_): string {
  return Papa.unparse([fields.map((f) => record[f] ?? '')], { newline: NEWLINE }) + NEWLINE
}

/**
 * Scores a table row by row into `out`.part, which becomes `out` at the end; a run that was interrupted goes on after
 * the rows that are already there. Returns how many rows could not be judged.
 */
export async function predictTable(pipeline: Pipeline, job: TableJob): Promise<number> {
  const { columns: fields, records: read } = readTable(job.table)
  const records = read.map((r) => r.fields)
  if (!fields.includes('sentence') && !fields.includes('image_name')) {
    throw new UsageError(`${job.table} has neither a column "image_name" nor "sentence", only ${fields.join(', ')}`)
  }
  const kept = fields.filter((f) => !ADDED.includes(f))
  const columns = [...kept, ...ADDED]
  const part = `${job.out}.part`
  const done = resume(part, kept, columns, records)
  let failed = done.filter((r) => r.error).length
  const bar = progressBar()
  bar.start('rows', records.length)
  for (let i = 0; i < done.length; i++) bar.tick()
  for (const record of records.slice(done.length)) {
    const scored = { ...record, ...(await score(pipeline, record, job)) }
    if (scored.error) failed++
    appendFileSync(part, line(columns, scored))
    bar.tick()
  }
  bar.stop()
  renameSync(part, job.out)
  return failed
}

/** The rows of an interrupted run, after dropping a last line that was cut short; starts the file when there is none. */
function resume(part: string, kept: string[], columns: string[], records: Record_[]): Record_[] {
  if (!existsSync(part)) {
    writeFileSync(part, Papa.unparse([columns], { newline: NEWLINE }) + NEWLINE)
    return []
  }
  const parsed = Papa.parse<Record_>(readFileSync(part, 'utf8'), { header: true })
  const done = parsed.data.slice(0, -1) // after a full last line this is the empty record behind it
  const same =
    parsed.meta.fields?.join() === columns.join() &&
    done.every((row, i) => kept.every((f) => row[f] === (records[i]?.[f] ?? '')))
  if (!same) throw new UsageError(`${part} was left by a run over another table: delete it, or choose another --out`)
  writeFileSync(
    part,
    Papa.unparse([columns], { newline: NEWLINE }) + NEWLINE + done.map((row) => line(columns, row)).join(''),
  )
  return done
}

async function score(pipeline: Pipeline, record: Record_, { images, threshold }: TableJob): Promise<Record_> {
  try {
    const input: Judgement = {}
    const name = record.image_name?.trim()
    const sentence = record.sentence?.trim()
    if (name && images) input.image = new Uint8Array(await readFile(join(images, name)))
    if (sentence) input.text = record.sentence
    if (!input.image && input.text === undefined) {
      throw new UsageError(
        name ? 'no sentence, and no --images folder to find the picture in' : 'neither image_name nor sentence',
      )
    }
    const verdict = await pipeline.judge(input)
    const problem = notJudged(verdict)
    if (problem) throw new Error(problem)
    return {
      prediction: decide(verdict.probability, threshold),
      probability: verdict.probability.toFixed(6),
      text: verdict.text,
      error: '',
    }
  } catch (error) {
    return { prediction: '', probability: '', text: '', error: (error as Error).message }
  }
}
