import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { FUSIONS } from '../core/model/fusion.ts'
import { loadRows, type Row } from '../training/data/dataset.ts'
import type { EmbeddedRow } from '../training/data/embed-rows.ts'
import { DiskCache } from '../training/data/embedding-cache.ts'
import { foldRows, MEASURE_ON, type MeasureOn } from '../training/head/cross-validation.ts'
import type { Run, Tower } from '../training/head/run.ts'
import { trainRun } from '../training/head/run.ts'
import {
  CALIBRATED_RUN,
  parseRunConfig,
  REPORT_RUNS,
  type RunConfig,
  readSettings,
  runTitle,
  wideRuns,
} from '../training/head/run-config.ts'
import { byValidationLoss, crossValidatedSweep, sweep } from '../training/head/sweep.ts'
import { lossChart } from '../training/measure/charts.ts'
import { evaluateHead } from '../training/measure/evaluation.ts'
import { addPreprocessingOptions, textSteps } from './clean-text.ts'
import { addEmbeddingOptions, type EmbeddingOptions, openEmbedder } from './embedding.ts'
import { printEvaluation } from './evaluate.ts'
import { share } from './markdown.ts'
import { numberOption } from './number-option.ts'
import { progressBar } from './progress.ts'
import { lossTable, topTwo, wideTable } from './run-tables.ts'
import { addTableOptions, type TableOptions, tableForm } from './table-options.ts'
import { UsageError } from './usage-error.ts'

interface Options extends TableOptions, EmbeddingOptions {
  train?: string
  validation?: string
  test?: string
  csv?: string[]
  out: string
  config?: string
  sweep?: 'report' | 'wide'
  fusion?: RunConfig['fusion']
  seed?: string
  folds: number
  repeats: number
  measureOn: MeasureOn
  preprocessing: string
  steps?: string[]
}

export function addTrain(program: Command): void {
  const command = program
    .command('train')
    .description(
      'train a head over frozen towers: one calibrated run, a run of your settings, the six of the report, or a wide sweep',
    )
    .option('--train <table>', 'rows to train on')
    .option('--validation <table>', 'rows that choose')
    .option('--test <table>', 'rows that only measure the head that was chosen')
    .option('--csv <table...>', 'instead: tables with a split column')
    .requiredOption('--out <folder>', 'gets head.json, the tables and the charts')
    .option('--config <settings>', 'one run: a JSON file, or name=value,name=value (see docs/EXPERIMENT.md)')
    .addOption(new Option('--sweep <which>', 'several runs').choices(['report', 'wide']).conflicts('config'))
    .addOption(new Option('--fusion <name>', 'how both embeddings are joined').choices(FUSIONS))
    .option('--seed <number>', 'the same seed gives the same head')
    .option('--folds <number>', 'folds of the wide sweep', numberOption(2, 100), 5)
    .option('--repeats <number>', 'seeds of the wide sweep', numberOption(1, 100), 2)
    .addOption(
      new Option(
        '--measure-on <rows>',
        'rows that the folds are made of; "validation" where the towers were made with the training rows',
      )
        .choices(MEASURE_ON)
        .default('all'),
    )
  addPreprocessingOptions(command)
  addTableOptions(command)
  addEmbeddingOptions(command).action(run)
}

/** The tables' rows by split. Throws UsageError, or DatasetError with file and line. */
function loadSplits(options: Options): Row[] {
  const form = tableForm(options)
  const { train, validation, test, csv } = options
  if (csv ? train || validation || test : !(train && validation)) {
    throw new UsageError('give --train and --validation (and --test), or --csv with a split column')
  }
  const rows = csv
    ? csv.flatMap((path) => loadRows(path, undefined, form))
    : Object.entries({ train, val: validation, test }).flatMap(([split, path]) =>
        path ? loadRows(path, split, form) : [],
      )
  const unknown = rows.find((r) => !['train', 'val', 'test'].includes(r.split))
  if (unknown) throw new UsageError(`${unknown.where}: split "${unknown.split}" is none of train, val, test`)
  return rows
}

function configurations({ config, sweep: which, fusion, seed }: Options): RunConfig[] {
  const more = { ...(fusion && { fusion }), ...(seed !== undefined && { seed: Number(seed) }) }
  if (which) return (which === 'report' ? REPORT_RUNS : wideRuns()).map((run) => parseRunConfig({ ...run, ...more }))
  if (config === undefined) return [parseRunConfig({ ...CALIBRATED_RUN, ...more })]
  const settings = existsSync(config) ? readSettingsFile(config) : readSettings(config)
  return [parseRunConfig({ ...settings, ...more })]
}

function readSettingsFile(path: string): object {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new UsageError(`--config ${path} is not JSON: ${(error as Error).message}`)
  }
}

async function run(options: Options): Promise<void> {
  const rows = loadSplits(options)
  const configs = configurations(options)
  const steps = textSteps(options)
  const embedder = await openEmbedder(options)
  try {
    const embedded = await embedder.embed(rows, steps)
    const tower = { manifest: embedder.towers.manifest, textSteps: steps }
    const of = (split: string) => embedded.filter((r) => r.split === split)
    checkSplits(of('train'), of('val'))
    mkdirSync(options.out, { recursive: true })
    const chosen =
      options.sweep === 'wide'
        ? await wide(configs, embedded, tower, options)
        : await few(configs, of('train'), of('val'), tower, options)
    writeFileSync(join(options.out, 'head.json'), `${JSON.stringify(chosen.head)}\n`)
    console.log(
      `\n${join(options.out, 'head.json')}: ${runTitle(chosen.config)}, temperature ${share(chosen.head.temperature)}, threshold ${share(chosen.head.threshold)}`,
    )
    if (!chosen.reached)
      console.log(`No threshold reaches ${chosen.config.threshold} on the validation rows; this one comes nearest.`)
    const test = of('test')
    if (test.length > 0) measure(chosen, test, options.out)
  } finally {
    await embedder.close()
  }
}

function checkSplits(train: EmbeddedRow[], validation: EmbeddedRow[]): void {
  for (const [name, rows] of Object.entries({ train, validation })) {
    const offensive = rows.filter((r) => r.offensive).length
    if (offensive === 0 || offensive === rows.length)
      throw new UsageError(`the ${name} rows have one label alone: ${offensive} of ${rows.length} are offensive`)
  }
}

/** One run or the report's six: losses by epoch, and the two with the least validation loss. */
async function few(
  configs: RunConfig[],
  train: EmbeddedRow[],
  validation: EmbeddedRow[],
  tower: Tower,
  { out }: Options,
): Promise<Run> {
  const runs = sweep(configs, train, validation, tower)
  const ranked = byValidationLoss(runs)
  const text = [lossTable(runs), topTwo(ranked)].filter(Boolean).join('\n\n')
  console.log(text)
  writeFileSync(join(out, 'losses.md'), `${text}\n`)
  writeFileSync(
    join(out, 'losses.svg'),
    await lossChart(runs.map(({ config, epochs }) => ({ title: runTitle(config), epochs }))),
  )
  return ranked[0]
}

/** All combinations, cross-validated over the training and validation rows; the best is then trained on the splits as given. */
async function wide(
  configs: RunConfig[],
  rows: EmbeddedRow[],
  tower: Tower,
  { folds, repeats, measureOn, cache, out }: Options,
): Promise<Run> {
  const inSplit = (split: string) => rows.filter((r) => r.split === split)
  const { dealt, always } = foldRows(rows, measureOn)
  const results = await crossValidatedSweep(
    configs,
    dealt,
    always,
    tower,
    { folds, seeds: repeats },
    new DiskCache(join(cache, 'cross-validation.jsonl')),
    progressBar(),
  )
  const text = wideTable(results)
  console.log(text)
  writeFileSync(join(out, 'sweep.md'), `${text}\n`)
  return trainRun(results[0].config, inSplit('train'), inSplit('val'), tower)
}

function measure({ head }: Run, test: EmbeddedRow[], out: string): void {
  const text = printEvaluation('test', evaluateHead(head, test))
  console.log(`\n${text}`)
  writeFileSync(join(out, 'test.md'), `${text}\n`)
}
