/** Logit → probability: for a judgement applied exactly once, in `calibrate`. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))
}

/** A logit's stretch and offset. */
export interface Scaling {
  scale: number
  shift: number
}

/** Platt scaling (Platt 1999): P(offensive) = sigmoid(scale × logit + shift). */
export function scaled(logit: number, { scale, shift }: Scaling): number {
  return sigmoid(scale * logit + shift)
}

/** Temperature scaling (Guo et al. 2017): P(offensive) = sigmoid(logit / temperature). */
export function calibrate(logit: number, temperature: number): number {
  return sigmoid(logit / temperature)
}

/**
 * Of harmless short texts exp(-SCALE * odds ** SHAPE) have these odds of being offensive or higher, by 10,000 of them
 * (docs/experiments/text-length.md).
 */
const SCALE = 1.27
const SHAPE = 0.69

/**
 * What the highest of `count` windows' probabilities says of their text: the probability that a harmless short text
 * reaches as seldom as the highest of so many reaches this one (Sidak 1967). One window's stays as it is.
 */
export function highestOf(probability: number, count: number): number {
  if (count === 1) return probability
  const share = Math.exp(-SCALE * (probability / (1 - probability)) ** SHAPE)
  const shareOfMany = -Math.expm1(count * Math.log1p(-share))
  const odds = (-Math.log(shareOfMany) / SCALE) ** (1 / SHAPE)
  return odds === Infinity ? 1 : odds / (1 + odds)
}
