import type { EmbeddedRow } from '../data/embed-rows.ts'
import { groupBy } from '../data/group-by.ts'
import { type Decisions, decisionsOn, type Evaluation, evaluate } from './evaluation.ts'

/** Rows and what a head says of each, in the same order. */
export interface Judged extends Decisions {
  rows: EmbeddedRow[]
}

/** A data set's measures, and those of each group in it. */
export interface MeasuredDataset {
  evaluation: Evaluation
  groups: Record<string, Evaluation>
}

/** Measures data sets apart, in the order in which they first come, and their groups by name. */
export function evaluateByDataset({ rows, ...decisions }: Judged): Record<string, MeasuredDataset> {
  const evaluateWhere = (wanted: (row: EmbeddedRow) => boolean) => {
    const indices = [...rows.keys()].filter((i) => wanted(rows[i]))
    return evaluate(
      decisionsOn(decisions, indices),
      indices.map((i) => rows[i].offensive),
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
