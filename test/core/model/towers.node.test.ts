import { afterAll, beforeAll, expect, test } from 'vitest'
import { BUNDLED_MODEL } from '../../../src/core/model/manifest.ts'
import { loadTowers, type Towers } from '../../../src/core/model/towers.ts'
import { platform } from '../../../src/runtime/node/platform.ts'
import { golden } from '../../fixtures/golden.ts'
import { pattern } from '../../fixtures/pattern.ts'

interface Golden {
  pictures: { width: number; height: number; seed: number; embedding: number[] }[]
  texts: { text: string; embedding: number[] }[]
}

let towers: Towers
beforeAll(async () => {
  towers = await loadTowers(platform, BUNDLED_MODEL)
})
afterAll(() => towers.close())

const cosine = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((sum, x, i) => sum + x * b[i], 0)
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
const { pictures, texts } = golden<Golden>('embeddings')

test("pictures get PyTorch's embeddings", async () => {
  const likeness = []
  for (const p of pictures)
    likeness.push(cosine(await towers.embedImage(pattern(p.width, p.height, p.seed)), p.embedding))
  console.log(`picture cosines ${likeness.map((x) => x.toFixed(5)).join(' ')}`)
  expect(mean(likeness)).toBeGreaterThanOrEqual(0.9999)
})

test("texts get PyTorch's embeddings, within what int8 weights cost", async () => {
  const ours = await towers.embedTexts(texts.map((t) => t.text))
  const likeness = texts.map((t, i) => cosine(ours[i] as Float32Array, t.embedding))
  console.log(`text cosines ${likeness.map((x) => x.toFixed(5)).join(' ')}`)
  expect(mean(likeness)).toBeGreaterThanOrEqual(0.99)
})

test('a text gets the same embedding alone and padded in a batch', async () => {
  const [alone] = await towers.embedTexts(['short text'])
  const [, batched] = await towers.embedTexts([
    'a much longer text that decides how far the short one beside it is padded',
    'short text',
  ])
  expect(cosine(alone as Float32Array, batched as Float32Array)).toBeGreaterThan(0.9999)
})

test('an empty text has no embedding', async () =>
  expect(await towers.embedTexts([' \n', 'x'])).toMatchObject([null, expect.any(Float32Array)]))
