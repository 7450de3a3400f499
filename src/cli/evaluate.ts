import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Command, Option } from 'commander'
import type { HeadFile } from '../core/model/head.ts'
import { loadRows, type Row, splitName } from '../training/data/dataset.ts'
import type { EmbeddedRow } from '../training/data/embed-rows.ts'
import { evaluationCharts } from '../training/measure/charts.ts'
import { type Evaluation, evaluate, METRICS, type Metric, probabilitiesOf } from '../training/measure/evaluation.ts'
import { rate } from '../training/measure/intervals.ts'
import { addEmbeddingOptions, type Embedder, type EmbeddingOptions, openEmbedder } from './embedding.ts'
import { openHead } from './head.ts'
import { figure, markdownTable, share } from './markdown.ts'
import { addTableOptions, type TableOptions, tableForm } from './table-options.ts'
import { UsageError } from './usage-error.ts'

const MODALITIES = ['image', 'words'] as const
type Modality = (typeof MODALITIES)[number]

interface Options extends TableOptions, EmbeddingOptions {
  head?: string
  csv: string[]
  split?: string
  leaveOut?: Modality
  out?: string
  json?: boolean
}

export function addEvaluate(program: Command): void {
  const command = program
    .command('evaluate')
    .description('measure a head on labelled tables, each figure with its 95 % interval')
    .option('--head <file>', "a head.json (default: the model's own)")
    .requiredOption('--csv <table...>', 'labelled tables')
    .option('--split <name>', 'which rows (default: test where the table has splits, else all)')
    .addOption(
      new Option('--leave-out <part>', 'judge as if every row had no picture, or no words').choices(MODALITIES),
    )
    .option('--out <folder>', 'gets the ROC, precision-recall and reliability curves as SVG')
    .option('--json', 'one JSON object, each figure as {value, low, high, n}')
  addTableOptions(command)
  addEmbeddingOptions(command).action(run)
}

/** The rows that a measurement is of. Throws UsageError when there are none. */
export function rowsToMeasure(options: TableOptions & { csv: string[]; split?: string }): Row[] {
  const rows = options.csv.flatMap((path) => loadRows(path, undefined, tableForm(options)))
  const kept = rows.filter((r) =>
    options.split ? r.split === splitName(options.split) : r.split === '' || r.split === 'test',
  )
  if (kept.length === 0)
    throw new UsageError(
      `${options.csv.join(', ')}: no row of the split "${options.split ?? 'test'}", only ${[...new Set(rows.map((r) => r.split))].join(', ')}`,
    )
  return kept
}

export interface Judged {
  rows: EmbeddedRow[]
  probabilities: number[]
}

/** What a head says of rows, its text steps done first; without the part to leave out. */
export async function judgeRows(embedder: Embedder, head: HeadFile, rows: Row[], leaveOut?: Modality): Promise<Judged> {
  const whole = await embedder.embed(rows, head.textSteps)
  const embedded = leaveOut ? whole.map((row) => ({ ...row, [leaveOut]: null })) : whole
  return { rows: embedded, probabilities: probabilitiesOf(head, embedded) }
}

async function run(options: Options): Promise<void> {
  const rows = rowsToMeasure(options)
  const embedder = await openEmbedder(options)
  try {
    const { head } = await openHead(options, embedder.towers.manifest)
    const judged = await judgeRows(embedder, head, rows, options.leaveOut)
    const sets = byDataset(judged, head.threshold)
    console.log(
      options.json
        ? toJson(sets)
        : Object.entries(sets)
            .map(([name, set]) => print(name, set))
            .join('\n\n'),
    )
    if (options.out) {
      mkdirSync(options.out, { recursive: true })
      const charts = await evaluationCharts(
        judged.probabilities,
        judged.rows.map((r) => r.offensive),
      )
      for (const [name, svg] of Object.entries(charts)) writeFileSync(join(options.out, name), svg)
    }
  } finally {
    await embedder.close()
  }
}

interface Measured {
  evaluation: Evaluation
  groups: Record<string, Evaluation>
}

function byDataset({ rows, probabilities }: Judged, threshold: number): Record<string, Measured> {
  const of = (wanted: (row: EmbeddedRow) => boolean) => {
    const indices = [...rows.keys()].filter((i) => wanted(rows[i]))
    return evaluate(
      indices.map((i) => probabilities[i]),
      indices.map((i) => rows[i].offensive),
      threshold,
    )
  }
  const sets: Record<string, Measured> = {}
  for (const dataset of new Set(rows.map((r) => r.dataset))) {
    const groups = [...new Set(rows.filter((r) => r.dataset === dataset && r.group).map((r) => r.group))].sort()
    sets[dataset] = {
      evaluation: of((r) => r.dataset === dataset),
      groups: Object.fromEntries(groups.map((group) => [group, of((r) => r.dataset === dataset && r.group === group)])),
    }
  }
  return sets
}

/** One data set's figures stand at the top; several stand under their names. NaN becomes null. */
function toJson(sets: Record<string, Measured>): string {
  const flat = Object.fromEntries(
    Object.entries(sets).map(([name, { evaluation, groups }]) => [name, { dataset: name, ...evaluation, groups }]),
  )
  const all = Object.values(flat)
  return JSON.stringify(all.length === 1 ? all[0] : flat, null, 2)
}

/** The whole of one evaluation as Markdown. */
export function printEvaluation(name: string, evaluation: Evaluation): string {
  const { n, offensive, threshold, confusion, majority } = evaluation
  const always: Partial<Record<Metric, number>> = majority
  const baseline = (metric: Metric) => (always[metric] === undefined ? '' : share(always[metric]))
  const { tp, fp, fn, tn } = confusion
  return [
    `${name}: n = ${n}, ${offensive} offensive, flagged from ${share(threshold)} on`,
    markdownTable(
      ['measure', 'value (95 % interval)', 'majority'],
      (Object.keys(METRICS) as Metric[]).map((metric) => [
        METRICS[metric],
        figure(evaluation[metric]),
        baseline(metric),
      ]),
    ),
    markdownTable(
      ['', 'flagged', 'not flagged'],
      [
        ['offensive', String(tp), String(fn)],
        ['non-offensive', String(fp), String(tn)],
      ],
    ),
  ].join('\n\n')
}

function print(name: string, { evaluation, groups }: Measured): string {
  const rows = Object.entries(groups).map(
    ([
      group,
      {
        n,
        auroc,
        confusion: { tp, fn, fp, tn },
      },
    ]) => [group, String(n), figure(auroc), figure(rate(tp, tp + fn)), figure(rate(fp, fp + tn))],
  )
  const byGroup =
    rows.length > 0 ? [markdownTable(['group', 'n', 'AUROC', 'offensive caught', 'harmless flagged'], rows)] : []
  return [printEvaluation(name, evaluation), ...byGroup].join('\n\n')
}
