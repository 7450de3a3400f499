import type { Command } from 'commander'
import type { Pipeline } from '../core/pipeline.ts'
import { openPipeline } from './head.ts'
import { numberOption } from './number-option.ts'
import { predictFiles } from './predict-files.ts'
import { predictTable } from './predict-table.ts'
import { UsageError } from './usage-error.ts'

interface Options {
  text?: string
  json?: boolean
  csv?: string
  images?: string
  out?: string
  threshold?: number
  head?: string
  model?: string
}

export function addPredict(program: Command): void {
  program
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
    .option('--threshold <probability>', "flag from here on (default: the head's own)", numberOption(0, 1))
    .action(run)
}

async function run(files: string[], options: Options): Promise<void> {
  const predict = predictionOf(files, options)
  const pipeline = await openPipeline(options)
  try {
    const failed = await predict(pipeline, options.threshold ?? pipeline.head.threshold)
    if (failed > 0) process.exitCode = 1
  } finally {
    await pipeline.close()
  }
}

/** What is asked for; it returns how many pictures or rows could not be judged. Throws UsageError. */
function predictionOf(
  files: string[],
  { csv, images, out, text, json }: Options,
): (pipeline: Pipeline, threshold: number) => Promise<number> {
  if (csv && files.length > 0) throw new UsageError('give either pictures or --csv, not both')
  if (csv && (text !== undefined || json)) throw new UsageError('--text and --json are for pictures, not for --csv')
  if (!csv && (images || out)) throw new UsageError('--images and --out go with --csv')
  if (csv && !out) throw new UsageError('--csv needs --out TABLE.csv')
  if (csv && out) return (pipeline, threshold) => predictTable(pipeline, { table: csv, images, out, threshold })
  if (files.length === 0) throw new UsageError('give a picture, or --csv TABLE.csv --out OUT.csv')
  return (pipeline, threshold) => predictFiles(pipeline, files, { text, json, threshold })
}
