import { scaled } from '../../core/model/calibration.ts'
import type { HeadFile } from '../../core/model/head.ts'
import { curve, macroF1 } from '../measure/metrics.ts'
import { fitScaling } from './train.ts'

/**
 * How a threshold is chosen on validation rows: a number stands as it is, else the best expected macro-F1, or a wanted
 * precision or recall of offensive.
 */
export type ThresholdRule = number | 'macroF1' | { precision: number } | { recall: number }

/** Where a threshold is looked for: .05 to .95 by .005. */
export const THRESHOLDS = Array.from({ length: 181 }, (_, i) => Number((0.05 + i * 0.005).toFixed(3)))

/** Reads "0.5", "macroF1", "precision:0.8" or "recall:0.9". Throws RangeError. */
export function parseThresholdRule(text: string): ThresholdRule {
  if (text === 'macroF1') return text
  const [, name, number] = /^(?:(precision|recall):)?([\d.]+)$/.exec(text) ?? []
  const value = Number(number)
  if (!(value >= 0 && value <= 1))
    throw new RangeError(`"${text}" is no threshold: give a number from 0 to 1, macroF1, precision:0.8 or recall:0.9`)
  if (name === 'precision') return { precision: value }
  return name === 'recall' ? { recall: value } : value
}

/**
 * Macro-F1 that a threshold has on rows like these: each counts as offensive by the chance that a logistic regression
 * on the logit gives it (Platt 1999). The threshold that is best in expectation (Ye et al. 2012) does better on new
 * rows than the one with the best count, which a few rows of a small validation split decide.
 */
function expectedMacroF1(probabilities: number[], labels: boolean[]): (threshold: number) => number {
  const logits = probabilities.map((p) => Math.log(Math.max(1e-6, p) / Math.max(1e-6, 1 - p)))
  const scaling = fitScaling(logits, labels)
  const chances = logits.map((z) => scaled(z, scaling))
  return (threshold) => {
    const counts = { tp: 0, fp: 0, fn: 0, tn: 0 }
    for (const [i, p] of probabilities.entries()) {
      counts[p >= threshold ? 'tp' : 'fn'] += chances[i]
      counts[p >= threshold ? 'fp' : 'tn'] += 1 - chances[i]
    }
    return macroF1(counts)
  }
}

/**
 * The threshold that a rule means on validation rows, which must be one or more.
 * A precision takes the lowest threshold that reaches it (the most caught), a recall the highest (the least flagged).
 * `reached` is false where no threshold has the precision: then it is the one with the best.
 */
export function chooseThreshold(
  probabilities: number[],
  labels: boolean[],
  rule: ThresholdRule,
): { threshold: number; reached: boolean } {
  if (typeof rule === 'number') return { threshold: rule, reached: true }
  if (rule === 'macroF1') {
    const quality = THRESHOLDS.map(expectedMacroF1(probabilities, labels))
    return { threshold: THRESHOLDS[quality.indexOf(Math.max(...quality))], reached: true }
  }
  const points = curve(probabilities, labels)
  if ('recall' in rule) return { threshold: points.find((p) => p.recall >= rule.recall)?.threshold ?? 0, reached: true }
  const precise = points.findLast((p) => p.precision >= rule.precision)
  const best = points.reduce((a, b) => (b.precision > a.precision ? b : a))
  return { threshold: (precise ?? best).threshold, reached: precise !== undefined }
}

/** Recall and false positive rate to expect at a threshold. */
export type ExpectedRates = (threshold: number) => { recall: number; falsePositiveRate: number }

/** What to expect at every twentieth from .05 to .95. */
export function operatingPoints(ratesAt: ExpectedRates): HeadFile['operatingPoints'] {
  return Array.from({ length: 19 }, (_, i) => {
    const threshold = Number(((i + 1) * 0.05).toFixed(2))
    const { recall, falsePositiveRate } = ratesAt(threshold)
    return { threshold, recall: Number(recall.toFixed(4)), falsePositiveRate: Number(falsePositiveRate.toFixed(4)) }
  })
}
