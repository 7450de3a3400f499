import { expect, test } from 'vitest'
import { type Computed, compare } from '../../../src/extension/engine/parity.ts'

const detector = { part: 'detector', measure: 'difference', limit: 0.01 } as const
const recogniser = { ...detector, part: 'recogniser' } as const
const towers = { part: 'towers', measure: 'cosine', limit: 0.999 } as const
const map = (...values: number[]): Computed => ({ values: [Float32Array.from(values)] })
const line = (confidence: number, text = 'HELLO'): Computed => ({ values: [Float32Array.of(confidence)], text })
const embeddings = (...angles: number[]): Computed => ({
  values: angles.map((angle) => Float32Array.of(Math.cos(angle), Math.sin(angle))),
})

test.each<[string, Parameters<typeof compare>, boolean, number]>([
  ['a map that is the same', [detector, map(0, 0.5, 1), map(0, 0.5, 1)], true, 0],
  ['a map that is a little else', [detector, map(0.009, 0.491, 1), map(0, 0.5, 1)], true, 0.009],
  ['another pixel', [detector, map(0, 0.52, 1), map(0, 0.5, 1)], false, 0.02],
  ['a pixel that is no number', [detector, map(0, Number.NaN, 1), map(0, 0.5, 1)], false, Number.NaN],
  ['another text', [recogniser, line(0.9, 'HELO'), line(0.9)], false, 0],
  ['a text that is a little less sure', [recogniser, line(0.895), line(0.9)], true, 0.005],
  ['a text that is less sure', [recogniser, line(0.85), line(0.9)], false, 0.05],
  ['embeddings a little turned', [towers, embeddings(0.03, 0), embeddings(0, 0)], true, 0.9996],
  ['the second of them turned', [towers, embeddings(0, 0.1), embeddings(0, 0)], false, 0.995],
  ['embeddings that are no numbers', [towers, embeddings(Number.NaN, 0), embeddings(0, 0)], false, Number.NaN],
])('%s', (_, of, alike, value) => {
  const comparison = compare(...of)
  expect(comparison.alike).toBe(alike)
  expect(comparison.value.toFixed(4)).toBe(value.toFixed(4))
})

test('of other words both are told', () => {
  expect(compare(recogniser, line(0.9, 'HELO'), line(0.9)).texts).toEqual(['HELO', 'HELLO'])
})
