export const OPTIMIZERS = ['adam', 'adamw', 'sgd'] as const

export interface OptimizerConfig {
  optimizer: (typeof OPTIMIZERS)[number]
  learningRate: number
  /** Adam and SGD add it to the gradient (an L2 penalty), AdamW shrinks the parameters by it. */
  weightDecay: number
  /** SGD's alone. */
  momentum: number
}

/** Changes parameters in place by one step along `gradient`. */
export interface Optimizer {
  step(parameters: Float64Array, gradient: Float64Array): void
}

/**
 * PyTorch's optimiser of that name with PyTorch's defaults: betas .9 and .999, epsilon 1e-8, no dampening, no Nesterov.
 */
export function createOptimizer(length: number, config: OptimizerConfig): Optimizer {
  return config.optimizer === 'sgd' ? sgd(length, config) : adam(length, config)
}

const BETAS = [0.9, 0.999]
const EPSILON = 1e-8

/**
 * Adam (Kingma & Ba 2015), or AdamW (Loshchilov & Hutter 2019) with its decoupled weight decay; bias-corrected moments.
 */
function adam(length: number, { optimizer, learningRate, weightDecay }: OptimizerConfig): Optimizer {
  const decoupled = optimizer === 'adamw'
  const mean = new Float64Array(length)
  const square = new Float64Array(length)
  let steps = 0
  return {
    step(parameters, gradient) {
      steps++
      const rate = learningRate / (1 - BETAS[0] ** steps)
      const correction = Math.sqrt(1 - BETAS[1] ** steps)
      for (let i = 0; i < length; i++) {
        const slope = decoupled ? gradient[i] : gradient[i] + weightDecay * parameters[i]
        if (decoupled) parameters[i] *= 1 - learningRate * weightDecay
        mean[i] = BETAS[0] * mean[i] + (1 - BETAS[0]) * slope
        square[i] = BETAS[1] * square[i] + (1 - BETAS[1]) * slope * slope
        parameters[i] -= (rate * mean[i]) / (Math.sqrt(square[i]) / correction + EPSILON)
      }
    },
  }
}

/** Stochastic gradient descent with PyTorch's momentum: the first step's velocity is the gradient itself. */
function sgd(length: number, { learningRate, weightDecay, momentum }: OptimizerConfig): Optimizer {
  const velocity = new Float64Array(length)
  return {
    step(parameters, gradient) {
      for (let i = 0; i < length; i++) {
        velocity[i] = momentum * velocity[i] + gradient[i] + weightDecay * parameters[i]
        parameters[i] -= learningRate * velocity[i]
      }
    },
  }
}
