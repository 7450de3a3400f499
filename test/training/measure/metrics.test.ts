import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare, mcnemar } from '../../../src/training/measure/compare.ts'
import { type Decisions, evaluate } from '../../../src/training/measure/evaluation.ts'
import { bootstrap, rate } from '../../../src/training/measure/intervals.ts'
import { auroc, confusion, logLoss, macroF1 } from '../../../src/training/measure/metrics.ts'
import { golden } from '../../fixtures/golden.ts'

interface Case {
  scores: number[]
  other: number[]
  labels: number[]
  threshold: number
  auroc: number | null
  averagePrecision: number | null
  accuracy: number
  precision: (number | null)[]
  recall: (number | null)[]
  f1: number[]
  macroF1: number
  weightedF1: number
  brier: number
  logLoss: number
  expectedCalibrationError: number
  confusion: number[]
  mcnemar: [number, number, number]
}
const cases = golden<Case[]>('metrics')
const hundredths = (scores: number[]) => scores.map((s) => s / 100)
const at = (threshold: number, probabilities: number[]): Decisions => ({
  probabilities,
  thresholds: probabilities.map(() => threshold),
})

test('200 random cases, with ties and with a single class, measure as scikit-learn measures them', () => {
  expect(cases.length).toBe(200)
  expect(cases.filter((c) => c.auroc === null).length).toBeGreaterThan(10)
  for (const [i, c] of cases.entries()) {
    const labels = c.labels.map(Boolean)
    const ours = evaluate(at(c.threshold / 100, hundredths(c.scores)), labels)
    const { tn, fp, fn, tp } = ours.confusion
    expect([tn, fp, fn, tp], `case ${i}`).toEqual(c.confusion)
    const close = (value: number, theirs: number | null, what: string) => {
      if (theirs === null) expect(value, `${what} of case ${i}`).toBeNaN()
      else expect(value, `${what} of case ${i}`).toBeCloseTo(theirs, 9)
    }
    for (const name of [
      'auroc',
      'averagePrecision',
      'accuracy',
      'macroF1',
      'weightedF1',
      'brier',
      'expectedCalibrationError',
    ] as const) {
      close(ours[name].value, c[name], name)
    }
    close(ours.precisionNonOffensive.value, c.precision[0], 'precision of non-offensive')
    close(ours.precisionOffensive.value, c.precision[1], 'precision of offensive')
    close(ours.recallNonOffensive.value, c.recall[0], 'recall of non-offensive')
    close(ours.recallOffensive.value, c.recall[1], 'recall of offensive')
    close(ours.f1NonOffensive.value, c.f1[0], 'F1 of non-offensive')
    close(ours.f1Offensive.value, c.f1[1], 'F1 of offensive')
    // both clip probabilities at 1e-12, but on different sides of one
    expect(logLoss(hundredths(c.scores), labels)).toBeCloseTo(c.logLoss, 4)
  }
})

test("McNemar's exact p is scipy's binomial test", () => {
  for (const c of cases) {
    const side = (scores: number[]) => at(c.threshold / 100, hundredths(scores))
    const { onlyA, onlyB, p } = compare(side(c.scores), side(c.other), c.labels.map(Boolean)).mcnemar
    expect([onlyA, onlyB]).toEqual(c.mcnemar.slice(0, 2))
    expect(p).toBeCloseTo(c.mcnemar[2], 9)
  }
  expect(mcnemar(900, 1100)).toBeGreaterThan(0)
  expect(mcnemar(900, 1100)).toBeLessThan(1e-4)
})

test('AUROC equals the share of pairs in order', () => {
  const row = fc.record({ score: fc.integer({ min: 0, max: 5 }), label: fc.boolean() })
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), (rows) => {
      const yes = rows.filter((r) => r.label)
      const no = rows.filter((r) => !r.label)
      if (yes.length === 0 || no.length === 0) return
      let won = 0
      for (const a of yes) for (const b of no) won += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0
      const area = auroc(
        rows.map((r) => r.score),
        rows.map((r) => r.label),
      )
      expect(area).toBeCloseTo(won / (yes.length * no.length))
    }),
  )
})

test("the report's model, 91 of 149 by always saying harmless, has no skill", () => {
  const labels = Array.from({ length: 149 }, (_, i) => i < 58)
  const always = labels.map(() => 0)
  const { majority, macroF1: score } = evaluate(at(0.5, always), labels)
  expect(macroF1(confusion(always, labels, 0.5))).toBeCloseTo(0.379, 3)
  expect(majority).toMatchObject({ macroF1: score.value })
  expect(majority.accuracy).toBeCloseTo(0.6107, 4)
})

test("Wilson's interval of 0 in 58 is not empty", () => {
  const none = rate(0, 58)
  expect(none.low).toBe(0)
  expect(none.high).toBeCloseTo(0.0621, 3)
})

test('a bootstrap is the same for the same seed and holds its value', () => {
  const scores = Array.from({ length: 60 }, (_, i) => (i * 37) % 60)
  const labels = scores.map((s, i) => s + ((i * 13) % 30) > 40)
  const measure = (rows: number[]) => ({
    auroc: auroc(
      rows.map((i) => scores[i]),
      rows.map((i) => labels[i]),
    ),
  })
  const { auroc: figure } = bootstrap(60, measure)
  expect(bootstrap(60, measure).auroc).toEqual(figure)
  expect(bootstrap(60, measure, 2).auroc).not.toEqual(figure)
  expect(figure.low).toBeLessThan(figure.value)
  expect(figure.high).toBeGreaterThan(figure.value)
})

test('a head compared with itself differs by nothing; a better one is better throughout its interval', () => {
  const labels = Array.from({ length: 80 }, (_, i) => i % 3 === 0)
  const good = at(
    0.5,
    labels.map((l, i) => (l ? 0.7 : 0.3) + (i % 7) / 100),
  )
  const poor = at(
    0.5,
    labels.map((_, i) => ((i * 29) % 80) / 80),
  )
  expect(compare(good, good, labels)).toMatchObject({
    auroc: { value: 0, low: 0, high: 0 },
    mcnemar: { onlyA: 0, onlyB: 0, p: 1 },
  })
  expect(compare(poor, good, labels).auroc.low).toBeGreaterThan(0)
})
