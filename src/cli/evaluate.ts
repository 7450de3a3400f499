import { join } from 'node:path'
import { type Command, Option } from 'commander'
import { refuseOtherFit } from '../core/model/head.ts'
import { makeFolder, writeWhole } from '../training/data/output-file.ts'
import { evaluateByDataset, type Judged } from '../training/measure/by-dataset.ts'
import { evaluationCharts } from '../training/measure/charts.ts'
import { addBesideOptions, type BesideOptions, secondOf } from './beside-options.ts'
import { hearRows } from './beside-rows.ts'
import { addEmbeddingOptions, type EmbeddingOptions, openEmbedder } from './embedding.ts'
import { datasetsJson, datasetText } from './evaluation-text.ts'
import { openHead } from './head.ts'
import { addMeasuredRowsOptions, judgeRows, type MeasuredRowsOptions, PARTS, rowsToMeasure } from './measured-rows.ts'
import { addTableOptions } from './table-options.ts'

interface Options extends MeasuredRowsOptions, EmbeddingOptions, BesideOptions {
  head?: string
  out?: string
  json?: boolean
}

export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .description('measure a head on labelled tables, each figure with its 95 % interval')
    .option('--head <file>', "a head.json (default: the model's own)")
  addMeasuredRowsOptions(command)
    .addOption(new Option('--leave-out <part>', 'judge as if every row had no picture, or no words').choices(PARTS))
    .option('--out <folder>', 'gets the ROC, precision-recall and reliability curves as SVG')
    .option('--json', 'one JSON object, each figure as {value, low, high, n}')
  addTableOptions(command)
  addBesideOptions(addEmbeddingOptions(command)).action(run)
}

async function run(options: Options): Promise<void> {
  const rows = rowsToMeasure(options)
  const second = secondOf(options)
  if (options.out) makeFolder(options.out)
  const embedder = await openEmbedder(options)
  try {
    const { head, name } = await openHead(options, embedder.towers.manifest)
    refuseOtherFit(head, embedder.towers.manifest, name)
    const alone = await judgeRows(embedder, head, rows, options)
    const judged = second ? await hearRows(alone, head, rows, second, options) : alone
    const sets = evaluateByDataset(judged)
    const texts = Object.entries(sets).map(([name, set]) => datasetText(name, set))
    console.log(options.json ? datasetsJson(sets) : texts.join('\n\n'))
    if (options.out) await drawCurves(judged, options.out)
  } finally {
    await embedder.close()
  }
}

async function drawCurves({ rows, probabilities }: Judged, folder: string): Promise<void> {
  const labels = rows.map((r) => r.offensive)
  const charts = await evaluationCharts(probabilities, labels)
  for (const [name, svg] of Object.entries(charts)) writeWhole(join(folder, name), svg)
}
