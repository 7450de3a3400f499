import { seeded } from './random.ts'

/** A figure with its 95 % interval and the number of rows behind it. */
export interface Figure {
  value: number
  low: number
  high: number
  n: number
}

/** Area under the ROC curve by ranks (Mann–Whitney), ties counted half. NaN when a class is missing. */
export function auroc(scores: number[], labels: boolean[]): number {
  const order = scores.map((_, i) => i).sort((a, b) => scores[a] - scores[b])
  let positives = 0
  let rankSum = 0
  for (let i = 0; i < order.length; ) {
    let end = i
    while (end < order.length && scores[order[end]] === scores[order[i]]) end++
    const rank = (i + 1 + end) / 2
    for (let k = i; k < end; k++) {
      if (labels[order[k]]) {
        positives++
        rankSum += rank
      }
    }
    i = end
  }
  const negatives = labels.length - positives
  return positives === 0 || negatives === 0 ? Number.NaN : (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}

/** Mean of both classes' F1 at a threshold; a class without true positives has F1 zero. */
export function macroF1(scores: number[], labels: boolean[], threshold: number): number {
  let tp = 0
  let fp = 0
  let fn = 0
  let tn = 0
  for (const [i, score] of scores.entries()) {
    if (score >= threshold) labels[i] ? tp++ : fp++
    else labels[i] ? fn++ : tn++
  }
  const f1 = (hit: number, wrong: number, missed: number) => (hit === 0 ? 0 : (2 * hit) / (2 * hit + wrong + missed))
  return (f1(tp, fp, fn) + f1(tn, fn, fp)) / 2
}

/** A share with Wilson's 95 % score interval. */
export function rate(hits: number, n: number): Figure {
  if (n === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN, n }
  const z = 1.959964
  const p = hits / n
  const middle = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n)
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2))
  return { value: p, low: Math.max(0, middle - half), high: Math.min(1, middle + half), n }
}

/** Any measure of scores and labels with a percentile bootstrap interval over rows. */
export function bootstrap(scores: number[], labels: boolean[], measure: (s: number[], l: boolean[]) => number, repeats = 1000, seed = 1): Figure {
  const random = seeded(seed)
  const n = scores.length
  const values: number[] = []
  for (let r = 0; r < repeats; r++) {
    const drawn = Array.from({ length: n }, () => Math.floor(random() * n))
    const value = measure(
      drawn.map((i) => scores[i]),
      drawn.map((i) => labels[i]),
    )
    if (!Number.isNaN(value)) values.push(value)
  }
  values.sort((a, b) => a - b)
  const at = (q: number) => values[Math.min(values.length - 1, Math.floor(q * values.length))]
  return { value: measure(scores, labels), low: at(0.025), high: at(0.975), n }
}

/** Mean negative log-likelihood of labels under probabilities, weighted. */
export function logLoss(probabilities: number[], labels: boolean[], weights: number[]): number {
  let loss = 0
  let total = 0
  for (const [i, p] of probabilities.entries()) {
    loss -= weights[i] * Math.log(Math.max(1e-12, labels[i] ? p : 1 - p))
    total += weights[i]
  }
  return loss / total
}
