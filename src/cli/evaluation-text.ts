import type { MeasuredDataset } from '../training/measure/by-dataset.ts'
import { type Evaluation, METRICS, type Metric } from '../training/measure/evaluation.ts'
import { rate } from '../training/measure/intervals.ts'
import { confusionTable, decimal, figure, markdownTable } from './markdown.ts'

/** The whole of one evaluation as Markdown. */
export function evaluationText(name: string, evaluation: Evaluation): string {
  const { n, offensive, thresholds, confusion, majority } = evaluation
  const baselines: Partial<Record<Metric, number>> = majority
  const baseline = (metric: Metric) => {
    const value = baselines[metric]
    return value === undefined ? '' : decimal(value)
  }
  return [
    `${name}: n = ${n}, ${offensive} offensive, flagged from ${thresholds.map((t) => decimal(t)).join(' or ')} on`,
    markdownTable(
      ['measure', 'value (95 % interval)', 'majority'],
      (Object.keys(METRICS) as Metric[]).map((metric) => [
        METRICS[metric],
        figure(evaluation[metric]),
        baseline(metric),
      ]),
    ),
    confusionTable(confusion),
  ].join('\n\n')
}

/** A data set's evaluation and, where it has groups, a line for each. */
export function datasetText(name: string, { evaluation, groups }: MeasuredDataset): string {
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
  return [evaluationText(name, evaluation), ...byGroup].join('\n\n')
}

/** One data set's figures stand at the top; several stand under their names. NaN becomes null. */
export function datasetsJson(sets: Record<string, MeasuredDataset>): string {
  const flat = Object.fromEntries(
    Object.entries(sets).map(([name, { evaluation, groups }]) => [name, { dataset: name, ...evaluation, groups }]),
  )
  const all = Object.values(flat)
  return JSON.stringify(all.length === 1 ? all[0] : flat, null, 2)
}
