/** Changes parameters in place by one step along `gradient`. */
export interface Optimizer {
  step(parameters: Float64Array, gradient: Float64Array): void
}

/** AdamW with PyTorch's defaults (Loshchilov & Hutter 2019): decoupled weight decay, bias-corrected moments. */
export function adamW(length: number, learningRate: number, weightDecay: number, betas = [0.9, 0.999], epsilon = 1e-8): Optimizer {
  const mean = new Float64Array(length)
  const square = new Float64Array(length)
  let steps = 0
  return {
    step(parameters, gradient) {
      steps++
      const rate = learningRate / (1 - betas[0] ** steps)
      const correction = Math.sqrt(1 - betas[1] ** steps)
      for (let i = 0; i < length; i++) {
        parameters[i] *= 1 - learningRate * weightDecay
        mean[i] = betas[0] * mean[i] + (1 - betas[0]) * gradient[i]
        square[i] = betas[1] * square[i] + (1 - betas[1]) * gradient[i] ** 2
        parameters[i] -= (rate * mean[i]) / (Math.sqrt(square[i]) / correction + epsilon)
      }
    },
  }
}
