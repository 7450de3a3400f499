import { expect, test } from 'vitest'
import { auroc } from '../../../src/core/corrections/auroc.ts'
import { isWithin, measure, onScaleOf } from '../../../src/core/corrections/cost.ts'
import { createClassifier, type HeadFile } from '../../../src/core/model/head.ts'
import { validationOf } from '../../fixtures/corrections.ts'
import { LEVELLED, levelsOf, tinyHead } from '../../fixtures/head.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const DIMENSION = 8
const head: HeadFile = {
  ...tinyHead(tinyManifest(DIMENSION)),
  dimension: DIMENSION,
  bias: 2,
  weights: Array.from({ length: 2 * DIMENSION + 2 }, (_, i) => (i === DIMENSION ? 9 : 0)),
  calibration: {
    both: { scale: 0.5, shift: 0.1 },
    picture: { scale: 1, shift: 0 },
    text: { scale: 0.8, shift: -0.2 },
  },
  levels: levelsOf(LEVELLED),
}
const rows = validationOf(400, DIMENSION)
const measured = (head: HeadFile, on = rows) => {
  const classify = createClassifier(head)
  return measure(head, ({ image, text }) => classify(image, text), on)
}
const flagged = (head: HeadFile) => measured(head).flagged

test.each([3, -3])('a head whose logits moved by %i flags as many of the harmless rows as before', (bias) => {
  const changed = { ...head, bias: head.bias + bias }
  expect(Math.abs(flagged(changed) - flagged(head))).toBeGreaterThan(0.1)
  expect(flagged(onScaleOf(head, changed, rows))).toBe(flagged(head))
})

test('one that flags as many already stays as it is', () => {
  expect(onScaleOf(head, head, rows)).toBe(head)
})

test('where nothing harmless is flagged, or everything, it stays so', () => {
  for (const bias of [-50, 50]) {
    const extreme = { ...head, bias }
    const scaled = onScaleOf(extreme, head, rows)
    expect(flagged(scaled)).toBe(flagged(extreme))
  }
})

test('AUROC is a mean over the sets that have both labels; rows without any change nothing', () => {
  const { auroc: area } = measured(head)
  const alone = rows.map((row) => ({ ...row, set: 'harmless', offensive: false }))
  expect(area).toBeGreaterThan(0.9)
  expect(measured(head, [...rows, ...alone]).auroc).toBe(area)
})

test.each([
  ['nothing', 0, 0, true],
  ['as much as may be', -0.0049, 0.009, true],
  ['too much of the ranking', -0.0051, 0, false],
  ['too many harmless ones', 0.1, 0.011, false],
])('what costs %s is within bounds: %#', (_, area, flagged, within) => {
  expect(isWithin({ auroc: 0.8, flagged: 0.1 }, { auroc: 0.8 + area, flagged: 0.1 + flagged })).toBe(within)
})

test('ties count half', () => {
  expect(auroc([1, 1, 1, 1], [true, false, true, false])).toBe(0.5)
  expect(auroc([3, 2, 2, 1], [true, true, false, false])).toBe(0.875)
  expect(auroc([1, 2], [true, true])).toBeNaN()
})
