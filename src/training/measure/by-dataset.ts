import type { EmbeddedRow } from '../data/embed-rows.ts'
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
  const sets: Record<string, MeasuredDataset> = {}
  for (const dataset of new Set(rows.map((r) => r.dataset))) {
    const groups = [...new Set(rows.filter((r) => r.dataset === dataset && r.group).map((r) => r.group))].sort()
    sets[dataset] = {
      evaluation: evaluateWhere((r) => r.dataset === dataset),
      groups: Object.fromEntries(
        groups.map((group) => [group, evaluateWhere((r) => r.dataset === dataset && r.group === group)]),
      ),
    }
  }
  return sets
}
