import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { FUSIONS } from '../core/model/fusion.ts'
import { inSplit } from '../training/data/dataset.ts'
import type { EmbeddedRow } from '../training/data/embed-rows.ts'
import { makeFolder, writeWhole } from '../training/data/output-file.ts'
import { MEASURE_ON } from '../training/head/cross-validation.ts'
import type { Run } from '../training/head/run.ts'
import { runTitle } from '../training/head/run-config.ts'
import { evaluateHead } from '../training/measure/evaluation.ts'
import { addPreprocessingOptions, type PreprocessingOptions, textSteps } from './clean-text.ts'
import { addEmbeddingOptions, type EmbeddingOptions, openEmbedder } from './embedding.ts'
import { evaluationText } from './evaluation-text.ts'
import { checkBothLabels, loadSplits, type SplitOptions } from './labelled-splits.ts'
import { decimal } from './markdown.ts'
import { integerOption } from './number-option.ts'
import { configurations, type RunOptions } from './run-settings.ts'
import { addTableOptions } from './table-options.ts'
import { trainFew, trainWide, type WideOptions } from './train-runs.ts'

interface Options extends SplitOptions, RunOptions, WideOptions, PreprocessingOptions, EmbeddingOptions {
  out: string
}

/** The generator takes 32 bits of a seed. */
const MOST_SEED = 2 ** 32 - 1

export function addTrain(program: Command): void {
  const command = program
    .command('train')
    .description(
      'train a head over frozen towers: ' +
        'one calibrated run, a run of your settings, the six of the report, or a wide sweep',
    )
    .option('--train <table>', 'rows to train on')
    .option('--validation <table>', 'rows that choose')
    .option('--test <table>', 'rows that only measure the head that was chosen')
    .option('--csv <table...>', 'instead: tables with a split column')
    .requiredOption('--out <folder>', 'gets head.json, the tables and the charts')
    .option('--config <settings>', 'one run: a JSON file, or name=value,name=value (see docs/EXPERIMENT.md)')
    .addOption(new Option('--sweep <which>', 'several runs').choices(['report', 'wide']).conflicts('config'))
    .addOption(new Option('--fusion <name>', 'how both embeddings are joined').choices(FUSIONS))
    .option('--seed <number>', 'the same seed gives the same head', integerOption(0, MOST_SEED))
    .option('--folds <number>', 'folds of the wide sweep', integerOption(2, 100), 5)
    .option('--repeats <number>', 'seeds of the wide sweep', integerOption(1, 100), 2)
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

async function run(options: Options): Promise<void> {
  const rows = loadSplits(options)
  const configs = configurations(options)
  const steps = textSteps(options)
  makeFolder(options.out)
  const embedder = await openEmbedder(options)
  try {
    const embedded = await embedder.embed(rows, steps)
    const source = { manifest: embedder.towers.manifest, textSteps: steps }
    checkBothLabels(embedded)
    const chosen =
      options.sweep === 'wide'
        ? await trainWide(configs, embedded, source, options, options.out)
        : await trainFew(configs, embedded, source, options.out)
    writeHead(chosen, join(options.out, 'head.json'))
    const test = inSplit(embedded, 'test')
    if (test.length > 0) measure(chosen, test, options.out)
  } finally {
    await embedder.close()
  }
}

function writeHead({ head, config, reached }: Run, path: string): void {
  writeWhole(path, `${JSON.stringify(head)}\n`)
  const { temperature, threshold } = head
  console.log(`\n${path}: ${runTitle(config)}, temperature ${decimal(temperature)}, threshold ${decimal(threshold)}`)
  if (!reached) console.log(`No threshold reaches ${config.threshold} on the validation rows; this one comes nearest.`)
}

function measure({ head }: Run, test: EmbeddedRow[], out: string): void {
  const text = evaluationText('test', evaluateHead(head, test))
  console.log(`\n${text}`)
  writeWhole(join(out, 'test.md'), `${text}\n`)
}
