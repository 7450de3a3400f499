import { expect, test } from 'vitest'
import { type Lines, lineModelsGate, towersGate } from '../../../src/extension/engine/parity.ts'

const lines = (scores: number[], text = 'HELLO', confidence = 0.9): Lines => ({
  scores: Float32Array.from(scores),
  reading: { text, confidence },
})
const wasm = lines([0, 0.5, 1])

test.each<[string, Lines, string | null]>([
  ['the same', wasm, null],
  ['a little else', lines([0.009, 0.491, 1], 'HELLO', 0.895), null],
  ['another pixel', lines([0, 0.52, 1]), "a pixel of the detector's map by 0.0200"],
  ['no number', lines([0, Number.NaN, 1]), "a pixel of the detector's map by NaN"],
  ['another text', lines([0, 0.5, 1], 'HELO'), '"HELO" is read for "HELLO"'],
  ['the same text less surely', lines([0, 0.5, 1], 'HELLO', 0.85), "a reading's confidence by 0.0500"],
])('of lines, %s', (_, gpu, difference) => expect(lineModelsGate.difference(gpu, wasm)).toBe(difference))

const embeddings = (...angles: number[]) => angles.map((angle) => Float32Array.of(Math.cos(angle), Math.sin(angle)))

test.each([
  ['a little turned', [0.03, 0], null],
  ['the second one turned', [0, 0.1], 'cosine 0.9950'],
  ['no number', [Number.NaN, 0], 'cosine NaN'],
])('of embeddings, %s', (_, angles, difference) => {
  expect(towersGate.difference(embeddings(...angles), embeddings(0, 0))).toBe(difference)
})
