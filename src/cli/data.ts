import type { Command } from 'commander'
import { platform } from '../runtime/node/platform.ts'
import { describeTables } from '../training/data/dataset-report.ts'
import { writeWhole } from '../training/data/output-file.ts'
import { labelChart } from '../training/measure/charts.ts'
import { datasetReportText } from './dataset-text.ts'
import { progressBar } from './progress.ts'
import { addTableOptions, type TableOptions, tableForm } from './table-options.ts'

interface Options extends TableOptions {
  images?: string
  chart?: string
  json?: boolean
}

export function addData(program: Command): void {
  const command = program
    .command('data')
    .description('describe labelled tables: labels by split, what is missing, what is there twice')
    .argument(
      '<table...>',
      'CSV files; as NAME=FILE a table without a split column counts as that split, such as train=Training.csv',
    )
    .option('--images <folder>', "where the tables' pictures are")
    .option('--chart <file>', 'writes the labels by split as SVG')
    .option('--json', 'the whole report as JSON')
  addTableOptions(command).action(run)
}

async function run(tables: string[], options: Options): Promise<void> {
  const named = tables.map((table) => {
    const [, split, path] = /^(train|val|validation|test)=(.+)$/.exec(table) ?? [undefined, undefined, table]
    return { path, split }
  })
  const report = await describeTables(platform, named, tableForm(options), options.images, progressBar())
  if (options.chart) writeWhole(options.chart, await labelChart(report.labels))
  console.log(options.json ? JSON.stringify(report, null, 2) : datasetReportText(report))
}
