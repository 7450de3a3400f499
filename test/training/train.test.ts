import { expect, test } from 'vitest'
import { sigmoid } from '../../src/core/calibration.ts'
import { adamW } from '../../src/training/optimizers.ts'
import { seeded } from '../../src/training/random.ts'
import { fitTemperature, trainLinear } from '../../src/training/train.ts'

test("AdamW takes PyTorch's steps", () => {
  // torch.optim.AdamW([1., -2.], lr=.1, weight_decay=.01), gradients [1, -.5], [.2, .3], [-1, 2]
  const parameters = Float64Array.from([1, -2])
  const optimizer = adamW(2, 0.1, 0.01)
  for (const gradient of [
    [1, -0.5],
    [0.2, 0.3],
    [-1, 2],
  ])
    optimizer.step(parameters, Float64Array.from(gradient))
  expect(parameters[0]).toBeCloseTo(0.81742659, 6)
  expect(parameters[1]).toBeCloseTo(-1.93226756, 6)
})

const random = seeded(3)
const examples = Array.from({ length: 300 }, () => {
  const features = Float32Array.from([random() - 0.5, random() - 0.5, random() - 0.5])
  return { features, offensive: features[0] + 0.5 * features[1] > 0, weight: 1 }
})
const config = { epochs: 30, batch: 16, learningRate: 0.05, weightDecay: 0, seed: 1 }

test('a linear layer learns a linear rule', () => {
  const { weights, bias } = trainLinear(examples, config)
  const right = examples.filter((e) => e.features.reduce((z, x, i) => z + x * weights[i], bias) > 0 === e.offensive)
  expect(right.length / examples.length).toBeGreaterThan(0.97)
})

test('the same seed gives the same weights, bit by bit', () => {
  expect(trainLinear(examples, config)).toEqual(trainLinear(examples, config))
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
