import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { platform } from '../runtime/node/platform.ts'
import { type DatasetReport, type Duplicates, describeTables } from '../training/data/dataset-report.ts'
import { labelChart } from '../training/measure/charts.ts'
import { markdownTable } from './markdown.ts'
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
  if (options.chart) writeFileSync(options.chart, await labelChart(report.labels))
  console.log(options.json ? JSON.stringify(report, null, 2) : print(report))
}

function print(report: DatasetReport): string {
  const { missingValues, labels, texts, images } = report
  const splits = [...new Set(labels.map((l) => l.split))]
  const names = [...new Set(labels.map((l) => l.label))]
  const at = (split: string, label: string) => labels.find((l) => l.split === split && l.label === label)?.n ?? 0
  const total = (split: string) => names.reduce((sum, label) => sum + at(split, label), 0)
  const cell = (split: string, label: string) =>
    `${at(split, label)} (${((100 * at(split, label)) / Math.max(1, total(split))).toFixed(1)} %)`
  const parts = [
    `${report.rows} rows`,
    markdownTable(
      ['split', 'rows', ...names],
      splits.map((split) => [split, String(total(split)), ...names.map((label) => cell(split, label))]),
    ),
    ...missingValues.map(({ table, rows, columns }) =>
      [
        `${table}: ${rows} rows; missing values: `,
        Object.entries(columns)
          .map(([column, n]) => `${column} ${n}`)
          .join(', '),
      ].join(''),
    ),
    markdownTable(
      ['text length', 'least', 'median', 'mean', 'most'],
      (['words', 'characters'] as const).map((unit) => [
        unit,
        ...(['least', 'median', 'mean', 'most'] as const).map((key) => String(texts[unit][key])),
      ]),
    ),
    printDuplicates('text', texts),
  ]
  if (images) {
    const listed = (list: string[]) => list.slice(0, 5).map((line) => `  ${line}`)
    parts.push([`missing pictures: ${images.missing.length}`, ...listed(images.missing)].join('\n'))
    parts.push([`unreadable pictures: ${images.unreadable.length}`, ...listed(images.unreadable)].join('\n'))
    parts.push(printDuplicates('picture', images))
  }
  return parts.join('\n\n')
}

function printDuplicates(
  what: string,
  { groups, rows, withinSplit, leaking, contradicting, examples }: Duplicates,
): string {
  const line = `same ${what}: ${groups} groups of ${rows} rows; ${withinSplit} within a split, ${leaking} across splits, ${contradicting} with different labels`
  return [line, ...examples.map((group) => `  ${group.join(' = ')}`)].join('\n')
}
