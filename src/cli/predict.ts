import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import { SOURCES } from '../backlog/source/item.ts'
import { READING_VERSION } from '../core/reading/reading.ts'
import { addFetchOptions, type FetchOptions } from './backlog/fetch-options.ts'
import { addBesideOptions, type BesideOptions, secondOf } from './beside-options.ts'
import { MODEL_OPTION } from './embedding.ts'
import type { HeadChoice } from './head.ts'
import { type Judge, openJudge } from './judge.ts'
import { integerOption } from './number-option.ts'
import { EXIT, EXIT_HELP, type Outcome } from './outcome.ts'
import { predictFiles } from './predict-files.ts'
import { type JudgedTable, predictTable, readJudgedTable, type TableJob } from './predict-table.ts'
import { progressBar } from './progress.ts'
import type { RunSettings } from './scored-settings.ts'
import { countFormulas, refuseOut, scoredColumns } from './scored-table.ts'
import { addSensitivityOptions, type SensitivityOptions, sensitivityOf } from './sensitivity-options.ts'
import { addInputOptions, type InputOptions, inputColumns } from './table-options.ts'
import { addTopicOptions, type TopicOptions, topicFilesOf, topicsOf } from './topic-options.ts'
import { UsageError } from './usage-error.ts'

interface Options extends SensitivityOptions, InputOptions, BesideOptions, TopicOptions, FetchOptions {
  text?: string
  json?: boolean
  explain?: boolean
  csv?: string
  images?: string
  out?: string
  store?: string
  jobs: number
  head?: string
  model?: string
}

export function addPredict(program: Command): void {
  const command = program
    .command('predict')
    .description('judge pictures, or every row of a table')
    .argument('[image...]', `picture files; with --out, one source of pictures: ${SOURCES}`)
    .option('--text <text>', "the picture's text, instead of reading it")
    .option('--json', 'one JSON object a line')
    .option('--explain', 'say why: what picture, text and single words changed; of a table in a column "why"')
    .option('--csv <table>', 'a table with a picture, a text, or both in each row')
    .option('--images <folder>', "where the table's pictures are")
    .option('--out <file>', 'where the scored table goes; for a source, a name that ends in .csv, .jsonl or .parquet')
    .option('--store <file>', 'keeps what is known of pictures of a source, so that nothing is judged twice')
    .option('--head <file>', 'a head.json from "memeveil train" (default: the model\'s own)')
    .option('--model <name>', MODEL_OPTION)
    .option('--jobs <number>', 'processes that judge side by side', integerOption(1, 64), availableParallelism())
  addFetchOptions(addTopicOptions(addBesideOptions(addInputOptions(addSensitivityOptions(command)))))
    .addHelpText('after', `\n${EXIT_HELP}`)
    .action(run)
}

async function run(files: string[], options: Options): Promise<void> {
  const { csv, images, out, text, json } = options
  if (csv && files.length > 0) throw new UsageError('give either pictures or --csv, not both')
  if (csv && (text !== undefined || json || options.topic))
    throw new UsageError('--text, --json and --topic are for pictures, not for --csv')
  if (!out && images) throw new UsageError('--images goes with --out')
  if (csv && !out) throw new UsageError('--csv needs --out TABLE.csv')
  const outcome = await (out ? judgeMany(files, csv, { ...options, out }) : judgeFiles(files, options))
  if (outcome && outcome.missed() > 0) process.exitCode = EXIT.notJudged
}

/** A table to which scores are added, or another source of pictures. */
async function judgeMany(files: string[], csv: string | undefined, options: Options & { out: string }) {
  if (csv) return judgeTable(csv, options.out, options)
  const { text, json, explain, topic, beside } = options
  if (text !== undefined || json || explain || topic || beside)
    throw new UsageError('--text, --json, --explain, --topic and --beside are not for a source with --out')
  if (files.length !== 1) throw new UsageError('with --out give one source of pictures, or --csv')
  const { predictSource } = await import('./backlog/predict-source.ts')
  return predictSource(files[0], options)
}

function headChoice({ head, model, level, ...options }: Options): HeadChoice {
  return { head, model, second: secondOf(options), byLevel: level !== undefined }
}

async function judgeFiles(files: string[], options: Options): Promise<Outcome> {
  if (files.length === 0) throw new UsageError('give a picture, or --csv TABLE.csv --out OUT.csv')
  const { text, json, explain, jobs } = options
  const topics = topicsOf(options)
  const choice = { ...headChoice(options), topics: await topicFilesOf(options) }
  const judge = await openJudge(choice, jobs, files.length)
  try {
    const sensitivity = { ...sensitivityOf(options), topics }
    return await predictFiles(judge, files, { text, json, explain, sensitivity })
  } finally {
    await judge.close()
  }
}

/** All that a resumed run has to have in common with the one before. */
function settingsOf({ images, explain, ...options }: Options, { id, version, head }: Judge['model']): RunSettings {
  const { level, threshold } = sensitivityOf(options)
  return {
    '--model': `${id} ${version}`,
    '--head': head,
    '--level': threshold === null ? level : 'none',
    '--threshold': String(threshold ?? 'none'),
    '--beside': options.beside ?? 'none',
    '--images': images === undefined ? 'none' : resolve(images),
    '--image-column': options.imageColumn,
    '--text-column': options.textColumn,
    '--explain': explain ? 'yes' : 'no',
    'version of the reading': String(READING_VERSION),
  }
}

/** What becomes of a table's columns, where that is not what its user expects. */
function warnOfColumns({ columns, rows }: JudgedTable, explain: boolean): void {
  const { own, added } = scoredColumns(columns, explain)
  const [first] = added
  if (first.startsWith('memeveil'))
    console.error(`memeveil: the table has columns that scoring adds, so the new ones are ${added.join(', ')}`)
  const formulas = countFormulas(rows, own)
  if (formulas > 0)
    console.error(
      `memeveil: a spreadsheet takes ${formulas} of the table's own cells for formulas, since they begin with =, +, ` +
        '- or @; they are left as they are',
    )
}

/** Undefined where it was interrupted. Tells on standard error what became of the rows. */
async function judgeTable(csv: string, out: string, options: Options): Promise<Outcome | undefined> {
  const { images, jobs, explain = false } = options
  refuseOut(out, csv)
  const table = readJudgedTable(csv, inputColumns(options))
  warnOfColumns(table, explain)
  const judge = await openJudge(headChoice(options), jobs, table.rows.length)
  const interrupted = new AbortController()
  const interrupt = () => interrupted.abort()
  process.on('SIGINT', interrupt)
  const { signal } = interrupted
  const sensitivity = sensitivityOf(options)
  const settings = settingsOf(options, judge.model)
  const job: TableJob = { images, out, sensitivity, explain, settings, progress: progressBar(), signal }
  try {
    const outcome = await predictTable(judge, table, job)
    console.error(`memeveil: ${outcome.summary('row')}`)
    return outcome
  } catch (error) {
    if (!signal.aborted) throw error
    console.error(`memeveil: stopped; the same command goes on from what is in ${out}.part`)
    process.exitCode = EXIT.interrupted
  } finally {
    process.off('SIGINT', interrupt)
    await judge.close()
  }
}
