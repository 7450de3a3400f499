import { UserError } from '../../core/user-error.ts'
import { inSplit } from '../data/dataset.ts'
import type { EmbeddedRow } from '../data/embed-rows.ts'
import { groupBy } from '../data/group-by.ts'
import { probabilitiesOf } from '../measure/evaluation.ts'
import { auroc, confusion, macroF1 } from '../measure/metrics.ts'
import { seeded, shuffle } from '../measure/random.ts'
import type { EmbeddingSource } from './head-file.ts'
import { trainRun } from './run.ts'
import type { RunConfig } from './run-config.ts'

/** Mean and standard deviation over `values`, one a fold and seed. */
export interface Spread {
  values: number[]
  mean: number
  sd: number
}

export interface CrossValidated {
  auroc: Spread
  macroF1: Spread
}

/**
 * Share of a fold's training rows that stops, calibrates and thresholds its run, so that the held-out fold does none of
 * it.
 */
const INNER_VALIDATION = 0.2

/** Rows that cross-validation may measure on: not those whose labels the towers were made with. */
export const MEASURE_ON = ['all', 'validation'] as const
export type MeasureOn = (typeof MEASURE_ON)[number]

/**
 * The rows that are dealt into folds, and those that are in every training and never measured: towers that were made
 * with their labels would flatter them.
 */
export interface FoldRows {
  dealt: EmbeddedRow[]
  always: EmbeddedRow[]
}

/** A cross-validation's extent: every one of `seeds` (1, 2, …) deals `folds` folds. */
export interface Plan {
  folds: number
  seeds: number
}

/** Which rows are dealt and which are always there; test rows are neither. */
export function foldRows(rows: EmbeddedRow[], measureOn: MeasureOn): FoldRows {
  return measureOn === 'all'
    ? { dealt: inSplit(rows, 'train', 'val'), always: [] }
    : { dealt: inSplit(rows, 'val'), always: inSplit(rows, 'train') }
}

/** Deals rows into `k` folds, both classes evenly, rows of the same text always together. */
export function foldsOf(rows: EmbeddedRow[], k: number, seed: number): EmbeddedRow[][] {
  const random = seeded(seed)
  const byText = groupBy(rows, (row) => row.text.toLowerCase() || row.where)
  const folds: EmbeddedRow[][] = Array.from({ length: k }, () => [])
  for (const offensive of [true, false]) {
    const groups = shuffle(
      [...byText.values()].filter((group) => group[0].offensive === offensive),
      random,
    )
    for (const [i, group] of groups.entries()) folds[offensive ? i % k : k - 1 - (i % k)].push(...group)
  }
  return folds
}

/** Throws UserError where a fold would have rows of one class alone: no AUROC is measured on it. */
export function refuseThinFolds({ dealt }: FoldRows, { folds, seeds }: Plan): void {
  for (let seed = 1; seed <= seeds; seed++) {
    for (const fold of foldsOf(dealt, folds, seed)) {
      const isThere = (offensive: boolean) => fold.some((row) => row.offensive === offensive)
      const missing = [true, false].find((offensive) => !isThere(offensive))
      if (missing === undefined) continue
      const called = missing ? 'offensive' : 'non-offensive'
      throw new UserError('usage', `too few ${called} rows for ${folds} folds: give fewer folds, or more rows`)
    }
  }
}

/** Trains on all folds but one and measures on that one, in turn and for every seed. Throws UserError. */
export function crossValidate(config: RunConfig, rows: FoldRows, source: EmbeddingSource, plan: Plan): CrossValidated {
  refuseThinFolds(rows, plan)
  const { dealt, always } = rows
  const { folds, seeds } = plan
  const areas: number[] = []
  const scores: number[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    const parts = foldsOf(dealt, folds, seed)
    for (const held of parts) {
      const rest = shuffle(parts.filter((fold) => fold !== held).flat(), seeded(seed))
      const inner = Math.round(rest.length * INNER_VALIDATION)
      const { head } = trainRun({ ...config, seed }, [...always, ...rest.slice(inner)], rest.slice(0, inner), source)
      const probabilities = probabilitiesOf(head, held)
      const labels = held.map((r) => r.offensive)
      areas.push(auroc(probabilities, labels))
      scores.push(macroF1(confusion(probabilities, labels, head.threshold)))
    }
  }
  return { auroc: spread(areas), macroF1: spread(scores) }
}

/** Mean and sample standard deviation (n − 1) of values. */
export function spread(values: number[]): Spread {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  return {
    values,
    mean,
    sd: Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / Math.max(1, values.length - 1)),
  }
}
