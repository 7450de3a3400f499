import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { decide, notJudged } from '../core/decide.ts'
import type { Pipeline } from '../core/pipeline.ts'
import { openPipeline } from './head.ts'
import { predictTable } from './predict-table.ts'
import { UsageError } from './usage-error.ts'

interface Options {
  text?: string
  json?: boolean
  csv?: string
  images?: string
  out?: string
  threshold?: string
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
    .option('--threshold <probability>', "flag from here on (default: the head's own)")
    .action(async (images: string[], options: Options) => {
      if (options.csv && images.length > 0) throw new UsageError('give either pictures or --csv, not both')
      if (options.csv && !options.out) throw new UsageError('--csv needs --out TABLE.csv')
      if (!options.csv && images.length === 0) throw new UsageError('give a picture, or --csv TABLE.csv --out OUT.csv')
      const threshold = options.threshold === undefined ? undefined : Number(options.threshold)
      if (threshold !== undefined && !(threshold >= 0 && threshold <= 1))
        throw new UsageError(`--threshold ${options.threshold}: a number from 0 to 1 is needed`)
      const pipeline = await openPipeline(options)
      try {
        const failed = options.csv
          ? await predictTable(pipeline, {
              table: options.csv,
              images: options.images,
              out: options.out as string,
              threshold: threshold ?? pipeline.head.threshold,
            })
          : await predictFiles(pipeline, images, options, threshold ?? pipeline.head.threshold)
        if (failed > 0) process.exitCode = 1
      } finally {
        await pipeline.close()
      }
    })
}

/** Prints a line a picture; returns how many could not be judged. */
async function predictFiles(
  pipeline: Pipeline,
  files: string[],
  { text, json }: Options,
  threshold: number,
): Promise<number> {
  let failed = 0
  for (const file of files) {
    try {
      const verdict = await pipeline.judge({ image: new Uint8Array(await readFile(file)), text })
      const problem = notJudged(verdict)
      if (problem) throw new Error(problem)
      const prediction = decide(verdict.probability, threshold)
      if (json) console.log(JSON.stringify({ file, prediction, ...verdict }))
      else
        console.log(
          `${file}: ${prediction} (${(verdict.probability * 100).toFixed(1)} %) ${JSON.stringify(verdict.text)}`,
        )
    } catch (error) {
      failed++
      const message = (error as Error).message
      if (json) console.log(JSON.stringify({ file, error: message }))
      else console.log(`${file}: error: ${message}`)
    }
  }
  return failed
}
