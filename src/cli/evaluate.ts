import type { Command } from 'commander'
import { calibrate } from '../core/calibration.ts'
import { logit } from '../core/head.ts'
import { createPipeline } from '../core/pipeline.ts'
import { platform } from '../runtime/node/platform.ts'
import { loadRows } from '../training/dataset.ts'
import { embedRows } from '../training/embed-rows.ts'
import { auroc, bootstrap, type Figure, macroF1, rate } from '../training/metrics.ts'
import { progressBar } from './progress.ts'

interface Options {
  csv: string[]
  images?: string
  split: string
  cache: string
}

export function addEvaluate(program: Command): void {
  program
    .command('evaluate')
    .description('measure the bundled model on labelled tables, a row a data set, each figure with its 95 % interval')
    .requiredOption('--csv <table...>', 'tables with label, sentence and/or image_name, split, dataset')
    .option('--images <folder>', "where the tables' pictures are")
    .option('--split <name>', 'which rows', 'test')
    .option('--cache <folder>', 'where embeddings are kept', '.cache')
    .action(run)
}

async function run(options: Options): Promise<void> {
  const pipeline = await createPipeline(platform)
  const { head, towers } = pipeline
  const rows = options.csv.flatMap((path) => loadRows(path)).filter((r) => r.split === options.split)
  const embedded = await embedRows(platform, towers, rows, options.images, options.cache, progressBar())
  await pipeline.close()
  console.log('| data set | n | AUROC | macro-F1 | recall of offensive | harmless flagged |\n| --- | --- | --- | --- | --- | --- |')
  for (const dataset of new Set(embedded.map((r) => r.dataset))) {
    const own = embedded.filter((r) => r.dataset === dataset)
    const scores = own.map((r) => calibrate(logit(head, r.image, r.words), head.temperature))
    const labels = own.map((r) => r.offensive)
    const flagged = (wanted: boolean) =>
      rate(own.filter((r, i) => r.offensive === wanted && scores[i] >= head.threshold).length, labels.filter((l) => l === wanted).length)
    const figures = [bootstrap(scores, labels, auroc), bootstrap(scores, labels, (s, l) => macroF1(s, l, head.threshold)), flagged(true), flagged(false)]
    console.log(`| ${dataset} | ${own.length} | ${figures.map(print).join(' | ')} |`)
  }
}

function print({ value, low, high }: Figure): string {
  if (Number.isNaN(value)) return '—'
  const short = (x: number) => x.toFixed(3).replace(/^0/, '')
  return `${short(value)} (${short(low)}–${short(high)})`
}
