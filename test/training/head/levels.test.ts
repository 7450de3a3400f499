import { expect, test } from 'vitest'
import { sigmoid } from '../../../src/core/model/calibration.ts'
import { INPUT_KINDS, type InputKind } from '../../../src/core/model/head.ts'
import type { LevelRecipe } from '../../../src/training/head/head-recipe.ts'
import { calibrationErrors, chooseLevels, fitCalibration, type Judged } from '../../../src/training/head/levels.ts'
import { seeded } from '../../../src/training/measure/random.ts'
import { tinyHead } from '../../fixtures/head.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const recipe: LevelRecipe = {
  memes: ['small', 'large'],
  captions: 'captions',
  mostFlagged: {
    gentle: { memes: 0, captions: 0 },
    balanced: { memes: 0.25, captions: 0.5 },
    strict: { memes: 0.5, captions: 1 },
  },
}
const logitOf = (probability: number) => Math.log(probability / (1 - probability))

function judged(dataset: string, offensive: boolean, kind: InputKind, probabilities: number[]): Judged[] {
  return probabilities.map((p) => ({ dataset, offensive, kind, logit: logitOf(p) }))
}

/** The same rows as every kind of input. */
const rows = INPUT_KINDS.flatMap((kind) => [
  ...judged('small', false, kind, [0.1, 0.62]),
  ...judged('large', false, kind, [0.1, 0.1, 0.2, 0.42]),
  ...judged('small', true, kind, [0.8]),
  ...judged('large', true, kind, [0.3, 0.5, 0.7]),
  ...judged('captions', false, kind, kind === 'text' ? [0.2, 0.66] : []),
])

test('a level is the lowest threshold that flags no more than it may, each set of memes weighing the same', () => {
  const levels = chooseLevels(rows, tinyHead(tinyManifest(2)), recipe)
  // a half of the small set and none of the large one are a quarter
  expect([levels.gentle.both.threshold, levels.balanced.both.threshold, levels.strict.both.threshold]).toEqual([
    0.625, 0.425, 0.105,
  ])
  expect(levels.balanced.both.caught).toMatchObject({ value: 0.75, n: 4 })
  expect(levels.balanced.both.flagged).toMatchObject({ value: 0.1667, n: 6 })
  expect(levels.balanced.both.flagged.low).toBeLessThan(0.1667)
})

test('harmless captions hold a level back too', () => {
  expect(chooseLevels(rows, tinyHead(tinyManifest(2)), recipe).gentle.text.threshold).toBe(0.665)
})

test('each kind of input is calibrated on memes alone, and the error says how well', () => {
  const random = seeded(3)
  // the logit is twice too far out, and for pictures a whole one too high
  const drawn = INPUT_KINDS.flatMap((kind) =>
    Array.from({ length: 4000 }, (_, i): Judged => {
      const logit = 4 * random() - 2
      const offensive = random() < sigmoid(logit)
      const dataset = i % 4 === 0 ? 'small' : 'large'
      return { dataset, kind, offensive, logit: 2 * logit + (kind === 'picture' ? 1 : 0) }
    }),
  )
  const others = judged('posts', true, 'both', Array(500).fill(0.01))
  const head = tinyHead(tinyManifest(2))
  const before = calibrationErrors(drawn, head, recipe)
  head.calibration = fitCalibration([...drawn, ...others], recipe)
  expect(head.calibration?.both.scale).toBeCloseTo(0.5, 1)
  expect(Math.abs((head.calibration?.picture.shift ?? 0) + 0.5)).toBeLessThan(0.1)
  const after = calibrationErrors([...drawn, ...others], head, recipe)
  for (const kind of INPUT_KINDS) {
    expect(before[kind]).toBeGreaterThan(0.08)
    expect(after[kind]).toBeLessThan(0.03)
  }
})
