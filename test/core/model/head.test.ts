import fc from 'fast-check'
import { expect, test } from 'vitest'
import { calibrate, highestOf, sigmoid } from '../../../src/core/model/calibration.ts'
import { fuse, fusedLength } from '../../../src/core/model/fusion.ts'
import {
  createClassifier,
  type HeadFile,
  logit,
  parseHead,
  parseHeadBytes,
  preprocessingId,
  refuseTextSteps,
} from '../../../src/core/model/head.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const manifest = tinyManifest(2)
const head: HeadFile = {
  format: 1,
  model: { id: 'tiny', version: '1' },
  preprocessing: preprocessingId(manifest),
  textSteps: [],
  fusion: 'concat',
  dimension: 2,
  bias: 0.5,
  weights: [1, 2, 3, 4, 10, 20],
  temperature: 2,
  threshold: 0.5,
  operatingPoints: [],
  trainedOn: {},
  validation: {},
}
const floats = (values: number[]) => Buffer.from(Float32Array.from(values).buffer).toString('base64')
const image = Float32Array.from([0.6, 0.8])
const text = Float32Array.from([0, 1])

test('concat puts picture, words and both indicators in a row', () => {
  expect([...fuse('concat', 2, image, text)].map((x) => Number(x.toFixed(3)))).toEqual([0.6, 0.8, 0, 1, 0, 0])
})

test('align puts the product first', () => {
  expect(fusedLength('align', 2)).toBe(8)
  expect([...fuse('align', 2, image, text)].map((x) => Number(x.toFixed(3)))).toEqual([0, 0.8, 0.6, 0.8, 0, 1, 0, 0])
})

test('an absent modality is told, not only zero', () => {
  expect([...fuse('concat', 2, null, text)]).toEqual([0, 0, 0, 1, 1, 0])
  expect([...fuse('concat', 2, null, null)]).toEqual([0, 0, 0, 0, 1, 1])
})

test('an embedding of another length is an error', () => {
  expect(() => fuse('concat', 2, Float32Array.from([1]), null)).toThrow('1 values')
})

test('the logit is linear in the fused embeddings', () => {
  expect(logit(head, image, text)).toBeCloseTo(0.6 + 1.6 + 4 + 0.5)
  expect(logit(head, null, text)).toBeCloseTo(4 + 10 + 0.5)
})

test('where the head is calibrated by kind of input, the temperature counts for nothing', () => {
  const calibration = {
    both: { scale: 0.5, shift: 0.1 },
    picture: { scale: 0, shift: -2 },
    text: { scale: 0.25, shift: 0.2 },
  }
  const classify = createClassifier({ ...head, calibration })
  expect(classify(image, text)).toBeCloseTo(sigmoid(0.5 * logit(head, image, text) + 0.1))
  expect(classify(null, text)).toBeCloseTo(sigmoid(0.25 * logit(head, null, text) + 0.2))
  expect(classify(image, null)).toBeCloseTo(sigmoid(-2))
})

test('the sigmoid is applied once: a sure logit gives a sure probability', () => {
  expect(calibrate(20, 1)).toBeGreaterThan(0.99)
  expect(calibrate(-20, 1)).toBeLessThan(0.01)
  expect(calibrate(3, 2)).toBeCloseTo(1 / (1 + Math.exp(-1.5)))
  expect(sigmoid(-800)).toBe(0)
})

test.each([
  ['another model', { model: { id: 'other', version: '1' } }, /trained for the model other@1/],
  ['another version', { model: { id: 'tiny', version: '2' } }, /tiny@2/],
  ['other preprocessing', { preprocessing: 'nearest-32/none/5' }, /preprocessing/],
  ['too few weights', { weights: [1] }, /1 weights, 6 are needed/],
  ['a weight that is no number', { weights: [1, 2, 3, 4, 5, Number.NaN] }, /weights/],
  ['no temperature', { temperature: undefined }, /temperature/],
  [
    'fewer neighbours than labels',
    { knn: { k: 1, share: 0.5, offensive: [true, false], vectors: floats([1, 0, 0, 1, 0, 0]) } },
    /neighbours/,
  ],
])('a head with %s is an error that says so', (_, change, message) => {
  expect(() => parseHead({ ...head, ...change }, manifest, 'head.json')).toThrow(message)
})

test.each([0, 1.5, 'three'])('a reading %j is no version', (reading) => {
  expect(() => parseHead({ ...head, reading }, manifest, 'head.json')).toThrow(/field "reading"/)
})

test('a fitting head is taken', () => expect(parseHead(structuredClone(head), manifest, 'head.json').bias).toBe(0.5))

test('a head that is no JSON, and one that wants its texts changed, are told by name', () => {
  expect(() => parseHeadBytes(new TextEncoder().encode('{'), manifest, 'mine.json')).toThrow(/mine\.json is not JSON/)
  expect(() => refuseTextSteps({ ...head, textSteps: ['lemmatise'] }, 'mine.json')).toThrow(/after lemmatise/)
})

test('without neighbours the head is its linear layer, one temperature, one sigmoid', () => {
  expect(createClassifier(head)(image, text)).toBeCloseTo(sigmoid(6.5 / 2))
})

test('neighbours have their share: each of the nearest votes by its cosine', () => {
  const same = [0.6, 0.8, 0, 1, 0, 0]
  const far = [-0.6, -0.8, 0, -1, 0, 0]
  const knn = { k: 2, share: 0.5, offensive: [false, true], vectors: floats([...same, ...far]) }
  expect(createClassifier({ ...head, knn })(image, text)).toBeCloseTo(0.5 * sigmoid(6.5 / 2))
  const tied = { ...knn, vectors: floats([...same, ...same]) }
  expect(createClassifier({ ...head, knn: tied })(image, text)).toBeCloseTo(0.5 * sigmoid(6.5 / 2) + 0.25)
})

test('the highest of many windows counts for less the more there are, and keeps its order', () => {
  const probability = fc.double({ min: 0, max: 1, noNaN: true })
  const count = fc.integer({ min: 1, max: 5000 })
  fc.assert(
    fc.property(probability, probability, count, count, (a, b, few, many) => {
      expect(highestOf(a, 1)).toBe(a)
      expect(highestOf(a, few)).toBeLessThanOrEqual(a + 1e-9)
      expect(highestOf(a, few + many)).toBeLessThanOrEqual(highestOf(a, few) + 1e-9)
      expect(highestOf(Math.min(a, b), many)).toBeLessThanOrEqual(highestOf(Math.max(a, b), many) + 1e-9)
    }),
  )
})
