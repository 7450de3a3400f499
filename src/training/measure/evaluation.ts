import { flagsFrom, type Sensitivity } from '../../core/decide.ts'
import { createClassifier, type HeadFile, inputKind } from '../../core/model/head.ts'
import { thresholdsOf } from '../../core/model/levels.ts'
import type { EmbeddedRow } from '../data/embed-rows.ts'
import { bootstrap, type Figure, rate } from './intervals.ts'
import {
  auroc,
  averagePrecision,
  brier,
  type Confusion,
  confusion,
  expectedCalibrationError,
  f1,
  flipped,
  macroF1,
  weightedF1,
} from './metrics.ts'

/** What is said of a set of rows; in tables by these titles, in JSON by these names. */
export const METRICS = {
  auroc: 'AUROC',
  averagePrecision: 'average precision',
  macroF1: 'macro-F1',
  weightedF1: 'weighted F1',
  accuracy: 'accuracy',
  precisionOffensive: 'precision, offensive',
  recallOffensive: 'recall, offensive',
  f1Offensive: 'F1, offensive',
  precisionNonOffensive: 'precision, non-offensive',
  recallNonOffensive: 'recall, non-offensive',
  f1NonOffensive: 'F1, non-offensive',
  brier: 'Brier score',
  expectedCalibrationError: 'expected calibration error',
} as const
export type Metric = keyof typeof METRICS

/** Measures of one set of rows, with what always naming the more frequent class would get. */
export interface Evaluation extends Record<Metric, Figure> {
  n: number
  offensive: number
  /** From which probabilities on rows were flagged, ascending; rows of several kinds of input have several. */
  thresholds: number[]
  confusion: Confusion
  majority: { accuracy: number; macroF1: number; weightedF1: number }
}

/** What always naming the more frequent class gets; of two equal ones that is the harmless one. */
export function majorityBaseline(offensive: number, harmless: number): Evaluation['majority'] {
  const always =
    offensive > harmless ? { tp: offensive, fn: 0, fp: harmless, tn: 0 } : { tp: 0, fn: offensive, fp: 0, tn: harmless }
  return {
    accuracy: Math.max(offensive, harmless) / (offensive + harmless),
    macroF1: macroF1(always),
    weightedF1: weightedF1(always),
  }
}

/** What a head says of rows, in their order, and from which probability on each is flagged. */
export interface Decisions {
  probabilities: number[]
  thresholds: number[]
}

/** The decisions on some of the rows. */
export function decisionsOn({ probabilities, thresholds }: Decisions, rows: number[]): Decisions {
  return { probabilities: rows.map((i) => probabilities[i]), thresholds: rows.map((i) => thresholds[i]) }
}

/** How decisions fall. */
export function confusionOf({ probabilities, thresholds }: Decisions, labels: boolean[]): Confusion {
  const above = probabilities.map((p, i) => p - thresholds[i])
  return confusion(above, labels, 0)
}

/** Shares by Wilson's interval, all else by a bootstrap over rows. */
export function evaluate(decisions: Decisions, labels: boolean[]): Evaluation {
  const n = labels.length
  const counts = confusionOf(decisions, labels)
  const { tp, fp, fn, tn } = counts
  const offensive = tp + fn
  return {
    n,
    offensive,
    thresholds: [...new Set(decisions.thresholds)].sort((a, b) => a - b),
    confusion: counts,
    majority: majorityBaseline(offensive, n - offensive),
    accuracy: rate(tp + tn, n),
    precisionOffensive: rate(tp, tp + fp),
    recallOffensive: rate(tp, offensive),
    precisionNonOffensive: rate(tn, tn + fn),
    recallNonOffensive: rate(tn, tn + fp),
    ...bootstrap(n, (rows) => {
      const of = decisionsOn(decisions, rows)
      const p = of.probabilities
      const y = rows.map((i) => labels[i])
      const drawn = confusionOf(of, y)
      return {
        auroc: auroc(p, y),
        averagePrecision: averagePrecision(p, y),
        macroF1: macroF1(drawn),
        weightedF1: weightedF1(drawn),
        f1Offensive: f1(drawn),
        f1NonOffensive: f1(flipped(drawn)),
        brier: brier(p, y),
        expectedCalibrationError: expectedCalibrationError(p, y),
      }
    }),
  }
}

/** P(offensive) of every row, as a head says. */
export function probabilitiesOf(head: HeadFile, rows: EmbeddedRow[]): number[] {
  const classify = createClassifier(head)
  return rows.map((r) => classify(r.imageEmbedding, r.textEmbedding))
}

/** A head's decisions on rows: by its thresholds for what there is of each to judge. */
export function decisionsOf(head: HeadFile, rows: EmbeddedRow[], sensitivity: Sensitivity): Decisions {
  return {
    probabilities: probabilitiesOf(head, rows),
    thresholds: rows.map((r) =>
      flagsFrom(thresholdsOf(head, inputKind(r.imageEmbedding, r.textEmbedding)), sensitivity),
    ),
  }
}

/** A head's measures on rows, at its balanced level. */
export function evaluateHead(head: HeadFile, rows: EmbeddedRow[]): Evaluation {
  const decisions = decisionsOf(head, rows, { level: 'balanced', threshold: null })
  return evaluate(
    decisions,
    rows.map((r) => r.offensive),
  )
}
