import { rmSync } from 'node:fs'
import { createPictureBytes } from '../../backlog/bytes/bytes.ts'
import { createHostTurns } from '../../backlog/bytes/host-turns.ts'
import { openJudging } from '../../backlog/judging/judging.ts'
import { rowsOf } from '../../backlog/results/results.ts'
import { rowsBy } from '../../backlog/results/row.ts'
import { refuseOutput, writeRows } from '../../backlog/results/write.ts'
import { judgeHere } from '../../backlog/run-here.ts'
import { itemsOf } from '../../backlog/source/source.ts'
import { survey } from '../../backlog/source/survey.ts'
import { say } from '../../runtime/node/say.ts'
import { refuseTable } from '../../training/data/output-file.ts'
import type { Outcome } from '../outcome.ts'
import { progressBar } from '../progress.ts'
import { type SensitivityOptions, sensitivityOf } from '../sensitivity-options.ts'
import { type InputOptions, inputColumns } from '../table-options.ts'
import { countResults } from './count-results.ts'
import { type FetchOptions, fetchingOf } from './fetch-options.ts'
import { type StoreOptions, tell, withStore } from './fleet-options.ts'
import { sourceOf } from './source-options.ts'

export interface SourceJob extends StoreOptions, SensitivityOptions, InputOptions, FetchOptions {
  images?: string
  out: string
  jobs: number
}

/**
 * Judges a source's pictures on this machine alone, by what a fleet does with them, and writes their results. An
 * interrupted run goes on. Undefined where it was interrupted. Throws UserError.
 */
export async function predictSource(source: string, job: SourceJob): Promise<Outcome | undefined> {
  const { out, store: place = `${out}.part` } = job
  refuseOutput(out)
  refuseTable(out, source)
  const read = () => itemsOf(source, { images: job.images, input: inputColumns(job) })
  // standard input comes once
  const typed = source === '-' ? await all(read()) : undefined
  const items = () => (typed ? streamed(typed) : read())
  // what was interrupted over other items is not gone on with: the results would have theirs, too
  const { pictures, version } = await survey(items())
  let outcome: Outcome | undefined
  await withStore({ ...job, store: place }, async ({ store, judge, files, signal }) => {
    const progress = progressBar()
    // a table names pictures of its folder, and no others
    const roots = job.root ?? (job.images === undefined ? undefined : [job.images])
    const bytes = createPictureBytes({ ...fetchingOf(job), roots, turns: createHostTurns() })
    const { jobs, copies } = job
    const judging = openJudging({ store, judge, files, jobs, bytes, copies, onDone: () => progress.tick() })
    const { path } = sourceOf(source)
    progress.start('pictures', pictures)
    try {
      const options = { store, judge: judging.judge, backlog: path, source: { path, version }, signal }
      const run = await judgeHere(items(), { ...options, onWait: tellOfWait })
      progress.stop()
      const { counted, onRow } = countResults()
      const toRow = rowsBy(judge, sensitivityOf(job), say)
      await writeRows(out, rowsOf({ store, backlog: path, run, toRow, onRow }))
      outcome = counted
    } finally {
      progress.stop()
      await Promise.all([judging.close(), bytes.close()])
    }
  })
  if (outcome) tell(outcome.summary('picture'))
  if (outcome && job.store === undefined) removeStore(place)
  return outcome
}

/** Shorter ones need no word. */
const LONG_WAIT_MS = 10_000

function tellOfWait(pictures: number, ms: number): void {
  if (ms < LONG_WAIT_MS) return
  const seconds = Math.ceil(ms / 1000)
  tell(`${pictures} picture${pictures === 1 ? '' : 's'} left, whose hosts may be asked again in ${seconds} s`)
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

async function* streamed<T>(items: T[]): AsyncGenerator<T> {
  yield* items
}

/** SQLite's own files stand beside it. */
function removeStore(path: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true })
}
