import type { EmbeddedRow } from '../data/embed-rows.ts'
import { groupBy } from '../data/group-by.ts'
import { type Evaluation, evaluate } from './evaluation.ts'

/** Rows and what a head says of each, in the same order. */
export interface Judged {
  rows: EmbeddedRow[]
  probabilities: number[]
}

/** A data set's measures, and those of each group in it. */
export interface MeasuredDataset {
  evaluation: Evaluation
  groups: Record<string, Evaluation>
}

/** Measures data sets apart, in the order in which they first come, and their groups by name. */
export function evaluateByDataset({ rows, probabilities }: Judged, threshold: number): Record<string, MeasuredDataset> {
  const evaluateWhere = (wanted: (row: EmbeddedRow) => boolean) => {
    const indices = [...rows.keys()].filter((i) => wanted(rows[i]))
    return evaluate(
      indices.map((i) => probabilities[i]),
      indices.map((i) => rows[i].offensive),
      threshold,
    )
  }
  const measured = [...groupBy(rows, (row) => row.dataset)].map(([dataset, own]) => {
    const groups = [...new Set(own.flatMap(({ group }) => group || []))].sort()
    const evaluations = groups.map((group) => [group, evaluateWhere((r) => r.dataset === dataset && r.group === group)])
    const set: MeasuredDataset = {
      evaluation: evaluateWhere((r) => r.dataset === dataset),
      groups: Object.fromEntries(evaluations),
    }
    return [dataset, set]
  })
  return Object.fromEntries(measured)
}
