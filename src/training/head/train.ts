import { calibrate, type Scaling, sigmoid } from '../../core/model/calibration.ts'
import { logLoss } from '../measure/metrics.ts'
import { seeded, shuffle } from '../measure/random.ts'
import { createOptimizer, type OptimizerConfig } from './optimizers.ts'

/** Fused embeddings with labels; `weight` is how much a row counts. */
export interface Example {
  features: Float32Array
  offensive: boolean
  weight: number
}

export interface TrainingConfig extends OptimizerConfig {
  epochs: number
  batch: number
  seed: number
  /** All zero, or PyTorch's nn.Linear: uniform within ±1/sqrt(inputs). */
  start: 'zero' | 'uniform'
}

export interface Linear {
  weights: Float64Array
  bias: number
}

/** After every epoch (from 1): its mean training loss and the layer as it is. Returning false ends the training. */
export type OnEpoch = (epoch: number, loss: number, layer: Linear) => boolean | undefined

/** Minimises weighted binary cross-entropy of one linear layer. The same seed gives the same weights, bit by bit. */
export function trainLinear(examples: Example[], config: TrainingConfig, onEpoch?: OnEpoch): Linear {
  const length = examples[0].features.length
  const random = seeded(config.seed)
  const parameters = new Float64Array(length + 1)
  if (config.start === 'uniform')
    for (let k = 0; k <= length; k++) parameters[k] = (2 * random() - 1) / Math.sqrt(length)
  const gradient = new Float64Array(length + 1)
  const meanWeight = examples.reduce((sum, e) => sum + e.weight, 0) / examples.length
  const order = examples.map((_, i) => i)
  const optimizer = createOptimizer(length + 1, config)
  const layer = () => ({ weights: parameters.slice(0, length), bias: parameters[length] })
  for (let epoch = 1; epoch <= config.epochs; epoch++) {
    shuffle(order, random)
    let loss = 0
    for (let start = 0; start < order.length; start += config.batch) {
      const batch = order.slice(start, start + config.batch)
      gradient.fill(0)
      for (const i of batch) {
        const { features, offensive, weight } = examples[i]
        const p = sigmoid(layerLogit({ weights: parameters, bias: parameters[length] }, features))
        const pull = ((p - (offensive ? 1 : 0)) * weight) / (meanWeight * batch.length)
        loss -= (Math.log(Math.max(1e-12, offensive ? p : 1 - p)) * weight) / (meanWeight * examples.length)
        for (let k = 0; k < length; k++) gradient[k] += pull * features[k]
        gradient[length] += pull
      }
      optimizer.step(parameters, gradient)
    }
    if (onEpoch?.(epoch, loss, layer()) === false) break
  }
  return layer()
}

/** The layer's logit of one feature vector; `weights` may be longer. */
export function layerLogit({ weights, bias }: Linear, features: Float32Array): number {
  let sum = bias
  for (let k = 0; k < features.length; k++) sum += weights[k] * features[k]
  return sum
}

/**
 * The temperature in [.2, 5] with the least log-loss (Guo et al. 2017), by golden-section search (Kiefer 1953) over its
 * logarithm.
 */
export function fitTemperature(logits: number[], labels: boolean[], weights = logits.map(() => 1)): number {
  const loss = (t: number) =>
    logLoss(
      logits.map((z) => calibrate(z, Math.exp(t))),
      labels,
      weights,
    )
  let [low, high] = [Math.log(0.2), Math.log(5)]
  const golden = (Math.sqrt(5) - 1) / 2
  while (high - low > 1e-3) {
    const a = high - golden * (high - low)
    const b = low + golden * (high - low)
    if (loss(a) < loss(b)) high = b
    else low = a
  }
  return Math.exp((low + high) / 2)
}

const LOGISTIC: TrainingConfig = {
  optimizer: 'adam',
  learningRate: 0.1,
  momentum: 0,
  weightDecay: 0,
  epochs: 200,
  batch: Number.POSITIVE_INFINITY,
  seed: 1,
  start: 'zero',
}

/** Platt's scaling with the least log-loss (Platt 1999): a logistic regression on the logit. */
export function fitScaling(logits: number[], labels: boolean[], weights = logits.map(() => 1)): Scaling {
  const examples = logits.map((z, i) => ({ features: Float32Array.of(z), offensive: labels[i], weight: weights[i] }))
  const { weights: scale, bias } = trainLinear(examples, LOGISTIC)
  return { scale: scale[0], shift: bias }
}
