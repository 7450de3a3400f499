import { confusionOf, type Decisions, decisionsOn } from './evaluation.ts'
import { bootstrap, type Figure } from './intervals.ts'
import { auroc, macroF1 } from './metrics.ts'

export interface Comparison {
  /** B's measure minus A's; the interval is a paired bootstrap's. */
  auroc: Figure
  macroF1: Figure
  /**
   * Rows that A alone, and that B alone, got right, and the exact two-sided p of a split at least as uneven (McNemar
   * 1947).
   */
  mcnemar: { onlyA: number; onlyB: number; p: number }
}

/** Compares two heads on the same rows. */
export function compare(a: Decisions, b: Decisions, labels: boolean[]): Comparison {
  const measure = (side: Decisions, rows: number[]) => {
    const of = decisionsOn(side, rows)
    const y = rows.map((i) => labels[i])
    return { auroc: auroc(of.probabilities, y), macroF1: macroF1(confusionOf(of, y)) }
  }
  const figures = bootstrap(labels.length, (rows) => {
    const [left, right] = [measure(a, rows), measure(b, rows)]
    return { auroc: right.auroc - left.auroc, macroF1: right.macroF1 - left.macroF1 }
  })
  const right = ({ probabilities, thresholds }: Decisions) =>
    probabilities.map((p, i) => p >= thresholds[i] === labels[i])
  const [rightA, rightB] = [right(a), right(b)]
  const onlyA = labels.filter((_, i) => rightA[i] && !rightB[i]).length
  const onlyB = labels.filter((_, i) => rightB[i] && !rightA[i]).length
  return { ...figures, mcnemar: { onlyA, onlyB, p: mcnemar(onlyA, onlyB) } }
}

/** Exact two-sided p of a fair coin that falls `a` to `b`, by the binomial distribution; 1 for no fall at all. */
export function mcnemar(a: number, b: number): number {
  const n = a + b
  let log = -n * Math.LN2
  let tail = 0
  for (let k = 0; k <= Math.min(a, b); k++) {
    tail += Math.exp(log)
    log += Math.log(n - k) - Math.log(k + 1)
  }
  return Math.min(1, 2 * tail)
}
