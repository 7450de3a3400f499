import { expect, test } from 'vitest'
import { sigmoid } from '../../../src/core/model/calibration.ts'
import { createOptimizer, type OptimizerConfig } from '../../../src/training/head/optimizers.ts'
import { fitTemperature, layerLogit, type TrainingConfig, trainLinear } from '../../../src/training/head/train.ts'
import { seeded } from '../../../src/training/measure/random.ts'
import { golden } from '../../fixtures/golden.ts'

interface Golden {
  x: number[][]
  y: number[]
  batch: number
  steps: number
  runs: (OptimizerConfig & { parameters: number[] })[]
}
const { x, y, batch, steps, runs } = golden<Golden>('optimizers')

test.each(runs)(
  "200 steps of $optimizer (rate $learningRate, decay $weightDecay, momentum $momentum) end on PyTorch's weights",
  (run) => {
    const length = x[0].length
    const parameters = new Float64Array(length + 1)
    const optimizer = createOptimizer(length + 1, run)
    for (let step = 0; step < steps; step++) {
      const gradient = new Float64Array(length + 1)
      for (let i = 0; i < batch; i++) {
        const row = (step * batch + i) % x.length
        const pull =
          (sigmoid(layerLogit({ weights: parameters, bias: parameters[length] }, Float32Array.from(x[row]))) - y[row]) /
          batch
        for (let k = 0; k < length; k++) gradient[k] += pull * x[row][k]
        gradient[length] += pull
      }
      optimizer.step(parameters, gradient)
    }
    expect(steps).toBe(200)
    for (const [k, theirs] of run.parameters.entries()) expect(Math.abs(parameters[k] - theirs)).toBeLessThan(1e-5)
  },
)

const random = seeded(3)
const examples = Array.from({ length: 300 }, () => {
  const features = Float32Array.from([random() - 0.5, random() - 0.5, random() - 0.5])
  return { features, offensive: features[0] + 0.5 * features[1] > 0, weight: 1 }
})
const config: TrainingConfig = {
  optimizer: 'adamw',
  epochs: 30,
  batch: 16,
  learningRate: 0.05,
  weightDecay: 0,
  momentum: 0,
  seed: 1,
  start: 'zero',
}

test('a linear layer learns a linear rule', () => {
  const { weights, bias } = trainLinear(examples, config)
  const right = examples.filter((e) => e.features.reduce((z, x, i) => z + x * weights[i], bias) > 0 === e.offensive)
  expect(right.length / examples.length).toBeGreaterThan(0.97)
})

test('the same seed gives the same weights, bit by bit', () => {
  expect(trainLinear(examples, config)).toEqual(trainLinear(examples, config))
  expect(trainLinear(examples, { ...config, seed: 2 })).not.toEqual(trainLinear(examples, config))
})

test('a training that is told to stop keeps the epochs it had', () => {
  const seen: number[] = []
  trainLinear(examples, config, (epoch) => {
    seen.push(epoch)
    return epoch < 3
  })
  expect(seen).toEqual([1, 2, 3])
})

test('a row that weighs nothing changes nothing but the order', () => {
  const noise = { features: Float32Array.from([1, 1, 1]), offensive: false, weight: 0 }
  const { weights } = trainLinear([...examples, noise], config)
  expect(weights[0] / weights[1]).toBeCloseTo(2, 0)
})

test('the temperature undoes logits that are three times too sure', () => {
  const draw = seeded(9)
  const logits = Array.from({ length: 4000 }, () => (draw() - 0.5) * 6)
  const labels = logits.map((z) => draw() < sigmoid(z))
  const found = fitTemperature(
    logits.map((z) => z * 3),
    labels,
    logits.map(() => 1),
  )
  expect(found).toBeGreaterThan(2.6)
  expect(found).toBeLessThan(3.4)
})
