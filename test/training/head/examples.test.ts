import { expect, test } from 'vitest'
import { toExamples } from '../../../src/training/head/examples.ts'
import { embeddedRow } from '../embedded-row.ts'

const image = Float32Array.of(1)
const text = Float32Array.of(2)
const background = Float32Array.of(7)
const options = { fusion: 'concat', dimension: 1, weightOf: () => 10, modalityDropout: true } as const
const backgrounds = { embeddings: [Float32Array.of(5), background], random: () => 0.6 }

test.each([
  ['a picture with text, both, and each without the other', { image, text }, {}, ['1 2: 6', '0 2: 2.5', '1 0: 1.5']],
  ['a picture without text, once', { image }, {}, ['1 0: 10']],
  ['a text without a picture, once', { text }, {}, ['0 2: 10']],
  ['a text on a background too', { text }, { backgrounds }, ['0 2: 6', '7 2: 4']],
  [
    'a text alone where there is no background',
    { text },
    { backgrounds: { embeddings: [], random: Math.random } },
    ['0 2: 10'],
  ],
  ['a picture with text, once, where no part is left out', { image, text }, { modalityDropout: false }, ['1 2: 10']],
  ['what weighs nothing, never', { image, text }, { weightOf: () => 0 }, []],
])('training is shown %s', (_, parts: { image?: Float32Array; text?: Float32Array }, changed, shown) => {
  const row = embeddedRow({ imageEmbedding: parts.image ?? null, textEmbedding: parts.text ?? null })
  const examples = toExamples([row], { ...options, ...changed })
  expect(examples.map(({ features, weight }) => `${features[0]} ${features[1]}: ${weight}`)).toEqual(shown)
})
