import { calibrate, sigmoid } from '../core/calibration.ts'
import { logLoss } from './metrics.ts'
import { adamW } from './optimizers.ts'
import { seeded, shuffle } from './random.ts'

/** Fused embeddings with labels; `weight` is how much a row counts. */
export interface Example {
  features: Float32Array
  offensive: boolean
  weight: number
}

export interface TrainingConfig {
  epochs: number
  batch: number
  learningRate: number
  weightDecay: number
  seed: number
}

export interface Linear {
  weights: number[]
  bias: number
}

/** Minimises weighted binary cross-entropy of one linear layer by AdamW, the step size falling to zero. Same seed, same result. */
export function trainLinear(examples: Example[], config: TrainingConfig, onEpoch?: (epoch: number, loss: number) => void): Linear {
  const length = examples[0].features.length
  const parameters = new Float64Array(length + 1)
  const gradient = new Float64Array(length + 1)
  const total = examples.reduce((sum, e) => sum + e.weight, 0) / examples.length
  const random = seeded(config.seed)
  const order = examples.map((_, i) => i)
  const optimizer = adamW(length + 1, config.learningRate, config.weightDecay)
  for (let epoch = 0; epoch < config.epochs; epoch++) {
    shuffle(order, random)
    let loss = 0
    for (let start = 0; start < order.length; start += config.batch) {
      const batch = order.slice(start, start + config.batch)
      gradient.fill(0)
      for (const i of batch) {
        const { features, offensive, weight } = examples[i]
        const p = sigmoid(linear(parameters, features))
        const pull = ((p - (offensive ? 1 : 0)) * weight) / (total * batch.length)
        loss -= (Math.log(Math.max(1e-12, offensive ? p : 1 - p)) * weight) / (total * examples.length)
        for (let k = 0; k < length; k++) gradient[k] += pull * features[k]
        gradient[length] += pull
      }
      optimizer.step(parameters, gradient)
    }
    onEpoch?.(epoch + 1, loss)
  }
  return { weights: Array.from(parameters.subarray(0, length)), bias: parameters[length] }
}

function linear(parameters: Float64Array, features: Float32Array): number {
  let sum = parameters[features.length]
  for (let k = 0; k < features.length; k++) sum += parameters[k] * features[k]
  return sum
}

/** The temperature in [.2, 5] with the least log-loss (Guo et al. 2017), by golden-section search over its logarithm. */
export function fitTemperature(logits: number[], labels: boolean[], weights: number[]): number {
  const loss = (t: number) =>
    logLoss(
      logits.map((z) => calibrate(z, Math.exp(t))),
      labels,
      weights,
    )
  let [low, high] = [Math.log(0.2), Math.log(5)]
  const share = (Math.sqrt(5) - 1) / 2
  while (high - low > 1e-3) {
    const a = high - share * (high - low)
    const b = low + share * (high - low)
    if (loss(a) < loss(b)) high = b
    else low = a
  }
  return Math.exp((low + high) / 2)
}
