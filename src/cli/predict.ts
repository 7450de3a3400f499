import { availableParallelism } from 'node:os'
import type { Command } from 'commander'
import type { HeadChoice } from './head.ts'
import { openJudge } from './judge.ts'
import { integerOption } from './number-option.ts'
import { predictFiles } from './predict-files.ts'
import { predictTable, readJudgedTable } from './predict-table.ts'
import { progressBar } from './progress.ts'
import { addSensitivityOptions, type SensitivityOptions, sensitivityOf } from './sensitivity-options.ts'
import { UsageError } from './usage-error.ts'

/** What shells say of a command that Ctrl+C ended. */
const INTERRUPTED = 130

interface Options extends SensitivityOptions {
  text?: string
  json?: boolean
  csv?: string
  images?: string
  out?: string
  jobs: number
  head?: string
  model?: string
}

export function addPredict(program: Command): void {
  const command = program
    .command('predict')
    .description('judge pictures, or every row of a table')
    .argument('[image...]', 'picture files')
    .option('--text <text>', "the picture's text, instead of reading it")
    .option('--json', 'one JSON object a line')
    .option('--csv <table>', 'a table with columns image_name and sentence; a row may lack either')
    .option('--images <folder>', "where the table's pictures are")
    .option('--out <table>', 'where the scored table goes')
    .option('--head <file>', 'a head.json from "memeveil train" (default: the model\'s own)')
    .option('--model <folder>', 'towers other than the bundled ones')
    .option('--jobs <number>', 'processes that judge side by side', integerOption(1, 64), availableParallelism())
  addSensitivityOptions(command).action(run)
}

async function run(files: string[], options: Options): Promise<void> {
  const { csv, images, out, text, json } = options
  if (csv && files.length > 0) throw new UsageError('give either pictures or --csv, not both')
  if (csv && (text !== undefined || json)) throw new UsageError('--text and --json are for pictures, not for --csv')
  if (!csv && (images || out)) throw new UsageError('--images and --out go with --csv')
  if (csv && !out) throw new UsageError('--csv needs --out TABLE.csv')
  const failed = csv && out ? await judgeTable(csv, out, options) : await judgeFiles(files, options)
  if (failed > 0) process.exitCode = 1
}

function headChoice({ head, model, level }: Options): HeadChoice {
  return { head, model, byLevel: level !== undefined }
}

async function judgeFiles(files: string[], options: Options): Promise<number> {
  if (files.length === 0) throw new UsageError('give a picture, or --csv TABLE.csv --out OUT.csv')
  const { text, json, jobs } = options
  const judge = await openJudge(headChoice(options), jobs, files.length)
  try {
    return await predictFiles(judge, files, { text, json, sensitivity: sensitivityOf(options) })
  } finally {
    await judge.close()
  }
}

async function judgeTable(csv: string, out: string, options: Options): Promise<number> {
  const { images, jobs } = options
  const table = readJudgedTable(csv)
  const judge = await openJudge(headChoice(options), jobs, table.rows.length)
  const interrupted = new AbortController()
  const interrupt = () => interrupted.abort()
  process.on('SIGINT', interrupt)
  const { signal } = interrupted
  const job = { images, out, sensitivity: sensitivityOf(options), progress: progressBar(), signal }
  try {
    return await predictTable(judge, table, job)
  } catch (error) {
    if (!signal.aborted) throw error
    console.error(`memeveil: stopped; the same command goes on from what is in ${out}.part`)
    process.exitCode = INTERRUPTED
    return 0
  } finally {
    process.off('SIGINT', interrupt)
    await judge.close()
  }
}
