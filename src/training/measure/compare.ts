import { bootstrap, type Figure } from './intervals.ts'
import { auroc, confusion, macroF1 } from './metrics.ts'

/** What one head says of the rows that both judged. */
export interface Side {
  probabilities: number[]
  threshold: number
}

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
export function compare(a: Side, b: Side, labels: boolean[]): Comparison {
  const measure = ({ probabilities, threshold }: Side, rows: number[]) => {
    const p = rows.map((i) => probabilities[i])
    const y = rows.map((i) => labels[i])
    return { auroc: auroc(p, y), macroF1: macroF1(confusion(p, y, threshold)) }
  }
  const figures = bootstrap(labels.length, (rows) => {
    const [left, right] = [measure(a, rows), measure(b, rows)]
    return { auroc: right.auroc - left.auroc, macroF1: right.macroF1 - left.macroF1 }
  })
  const right = ({ probabilities, threshold }: Side) => probabilities.map((p, i) => p >= threshold === labels[i])
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
