import fc from 'fast-check'
import { expect, test } from 'vitest'
import { auroc, bootstrap, macroF1, rate } from '../../src/training/metrics.ts'

test.each([
  ['perfect', [0.1, 0.2, 0.8, 0.9], [false, false, true, true], 1],
  ['reversed', [0.9, 0.1], [false, true], 0],
  ['ties count half', [0.5, 0.5, 0.5, 0.9], [false, true, false, true], 0.75],
])('AUROC of a %s ranking', (_, scores, labels, expected) => expect(auroc(scores, labels)).toBeCloseTo(expected))

test('AUROC is undefined without both classes', () => expect(auroc([0.1, 0.2], [true, true])).toBeNaN())

test('AUROC equals the share of pairs in order', () => {
  const row = fc.record({ score: fc.integer({ min: 0, max: 5 }), label: fc.boolean() })
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 40 }), (rows) => {
      const yes = rows.filter((r) => r.label)
      const no = rows.filter((r) => !r.label)
      if (yes.length === 0 || no.length === 0) return
      let won = 0
      for (const a of yes) for (const b of no) won += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0
      expect(
        auroc(
          rows.map((r) => r.score),
          rows.map((r) => r.label),
        ),
      ).toBeCloseTo(won / (yes.length * no.length))
    }),
  )
})

test("macro-F1 of the report's model: 91 of 149 right by always saying harmless is no skill", () => {
  const labels = Array.from({ length: 149 }, (_, i) => i < 58)
  expect(
    macroF1(
      labels.map(() => 0),
      labels,
      0.5,
    ),
  ).toBeCloseTo(0.379, 3)
})

test("Wilson's interval of 0 in 58 is not empty", () => {
  const none = rate(0, 58)
  expect(none.low).toBe(0)
  expect(none.high).toBeCloseTo(0.0621, 3)
})

test('a bootstrap is the same for the same seed and holds its value', () => {
  const scores = Array.from({ length: 60 }, (_, i) => (i * 37) % 60)
  const labels = scores.map((s, i) => s + ((i * 13) % 30) > 40)
  const figure = bootstrap(scores, labels, auroc, 200)
  expect(bootstrap(scores, labels, auroc, 200)).toEqual(figure)
  expect(figure.low).toBeLessThan(figure.value)
  expect(figure.high).toBeGreaterThan(figure.value)
})
