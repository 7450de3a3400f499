/** Logit → probability: for a judgement applied exactly once, in `calibrate`. */
export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))
}

/** Temperature scaling (Guo et al. 2017): P(offensive) = sigmoid(logit / temperature). */
export function calibrate(logit: number, temperature: number): number {
  return sigmoid(logit / temperature)
}
