export { auroc } from '../../core/corrections/auroc.ts'

/** How predictions at a threshold fall; positive is offensive. */
export interface Confusion {
  tp: number
  fp: number
  fn: number
  tn: number
}

/** Counts predictions; a score at the threshold is positive. */
export function confusion(scores: number[], labels: boolean[], threshold: number): Confusion {
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 }
  for (const [i, score] of scores.entries())
    counts[score >= threshold ? (labels[i] ? 'tp' : 'fp') : labels[i] ? 'fn' : 'tn']++
  return counts
}

/** The same counts with the harmless class as the positive one. */
export function flipped({ tp, fp, fn, tn }: Confusion): Confusion {
  return { tp: tn, fp: fn, fn: fp, tn: tp }
}

/** F1 of the positive class; without a true positive zero, as scikit-learn has it. */
export function f1({ tp, fp, fn }: Confusion): number {
  return tp === 0 ? 0 : (2 * tp) / (2 * tp + fp + fn)
}

/** Mean of both classes' F1. */
export function macroF1(counts: Confusion): number {
  return (f1(counts) + f1(flipped(counts))) / 2
}

/** Both classes' F1, each weighing its number of rows. */
export function weightedF1(counts: Confusion): number {
  const positives = counts.tp + counts.fn
  const negatives = counts.tn + counts.fp
  return (f1(counts) * positives + f1(flipped(counts)) * negatives) / (positives + negatives)
}

/** Row numbers by falling score, and where each run of equal scores ends (exclusive). */
function ranked(scores: number[]): { order: number[]; ends: number[] } {
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a])
  const ends = order.flatMap((row, at) =>
    at + 1 === order.length || scores[order[at + 1]] !== scores[row] ? [at + 1] : [],
  )
  return { order, ends }
}

/** A point of the ROC and precision-recall curves: everything from `threshold` on is flagged. */
export interface CurvePoint {
  threshold: number
  recall: number
  falsePositiveRate: number
  precision: number
}

/** One point a distinct score, from the highest; rates are NaN where a class is missing. */
export function curve(scores: number[], labels: boolean[]): CurvePoint[] {
  const positives = labels.filter(Boolean).length
  const { order, ends } = ranked(scores)
  let tp = 0
  let at = 0
  return ends.map((end) => {
    for (; at < end; at++) if (labels[order[at]]) tp++
    return {
      threshold: scores[order[end - 1]],
      recall: tp / positives,
      falsePositiveRate: (end - tp) / (labels.length - positives),
      precision: tp / end,
    }
  })
}

/** Area under the precision-recall curve by steps, as scikit-learn sums it. NaN without a positive row. */
export function averagePrecision(scores: number[], labels: boolean[]): number {
  let area = 0
  let before = 0
  for (const { recall, precision } of curve(scores, labels)) {
    area += (recall - before) * precision
    before = recall
  }
  return area
}

/** Mean squared distance between probability and outcome (Brier 1950). */
export function brier(probabilities: number[], labels: boolean[]): number {
  return probabilities.reduce((sum, p, i) => sum + (p - (labels[i] ? 1 : 0)) ** 2, 0) / probabilities.length
}

/** A bin of the reliability diagram. */
export interface Bin {
  n: number
  /** Mean probability, and share of offensive rows, in the bin. */
  predicted: number
  observed: number
}

/** Ten bins of equal width over [0, 1], the empty ones left out. */
export function reliability(probabilities: number[], labels: boolean[]): Bin[] {
  const bins = Array.from({ length: 10 }, () => ({ n: 0, predicted: 0, observed: 0 }))
  for (const [i, p] of probabilities.entries()) {
    const bin = bins[Math.min(9, Math.floor(p * 10))]
    bin.n++
    bin.predicted += p
    bin.observed += labels[i] ? 1 : 0
  }
  return bins.filter((b) => b.n > 0).map((b) => ({ n: b.n, predicted: b.predicted / b.n, observed: b.observed / b.n }))
}

/** Expected calibration error (Naeini et al. 2015) over the bins of `reliability`. */
export function expectedCalibrationError(probabilities: number[], labels: boolean[]): number {
  return reliability(probabilities, labels).reduce(
    (sum, b) => sum + (b.n / labels.length) * Math.abs(b.predicted - b.observed),
    0,
  )
}

/** Mean negative log-likelihood of labels under probabilities, weighted. */
export function logLoss(probabilities: number[], labels: boolean[], weights = labels.map(() => 1)): number {
  let loss = 0
  let total = 0
  for (const [i, p] of probabilities.entries()) {
    loss -= weights[i] * Math.log(Math.max(1e-12, labels[i] ? p : 1 - p))
    total += weights[i]
  }
  return loss / total
}
