import { type DatasetReport, labelCount } from '../training/data/dataset-report.ts'
import type { Duplicates } from '../training/data/duplicates.ts'
import { markdownTable } from './markdown.ts'

/** Pictures that are missing or unreadable are named up to this many. */
const NAMED = 5

/** A description of tables, in words. */
export function datasetReportText(report: DatasetReport): string {
  const { labels, texts, images } = report
  const parts = [
    `${report.rows} rows`,
    labelTable(labels),
    ...report.missingValues.map(missingText),
    lengthTable(texts),
    duplicatesText('text', texts),
  ]
  if (images) {
    parts.push(
      listText('missing pictures', images.missing),
      listText('unreadable pictures', images.unreadable),
      duplicatesText('picture', images),
    )
  }
  return parts.join('\n\n')
}

function labelTable(labels: DatasetReport['labels']): string {
  const splits = [...new Set(labels.map((l) => l.split))]
  const names = [...new Set(labels.map((l) => l.label))]
  return markdownTable(
    ['split', 'rows', ...names],
    splits.map((split) => {
      const counts = names.map((label) => labelCount(labels, split, label))
      const total = counts.reduce((sum, n) => sum + n, 0)
      const cells = counts.map((n) => `${n} (${((100 * n) / Math.max(1, total)).toFixed(1)} %)`)
      return [split, String(total), ...cells]
    }),
  )
}

function missingText({ table, rows, columns }: DatasetReport['missingValues'][number]): string {
  const counts = Object.entries(columns).map(([column, n]) => `${column} ${n}`)
  return `${table}: ${rows} rows; missing values: ${counts.join(', ')}`
}

function lengthTable(texts: DatasetReport['texts']): string {
  const columns = ['least', 'median', 'mean', 'most'] as const
  return markdownTable(
    ['text length', ...columns],
    (['words', 'characters'] as const).map((unit) => [unit, ...columns.map((column) => String(texts[unit][column]))]),
  )
}

function listText(what: string, list: string[]): string {
  return [`${what}: ${list.length}`, ...list.slice(0, NAMED).map((line) => `  ${line}`)].join('\n')
}

function duplicatesText(
  what: string,
  { groups, rows, withinSplit, leaking, contradicting, examples }: Duplicates,
): string {
  const counts = [
    `${withinSplit} within a split`,
    `${leaking} across splits`,
    `${contradicting} with different labels`,
  ].join(', ')
  return [
    `same ${what}: ${groups} groups of ${rows} rows; ${counts}`,
    ...examples.map((group) => `  ${group.join(' = ')}`),
  ].join('\n')
}
