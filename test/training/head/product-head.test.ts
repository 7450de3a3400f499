import { expect, test, vi } from 'vitest'
import { logit, parseHead } from '../../../src/core/model/head.ts'
import { READING_VERSION } from '../../../src/core/reading/reading.ts'
import type { EmbeddedRow } from '../../../src/training/data/embed-rows.ts'
import type { HeadRecipe } from '../../../src/training/head/head-recipe.ts'
import { trainProductHead } from '../../../src/training/head/product-head.ts'
import { seeded } from '../../../src/training/measure/random.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'
import { embeddedRow } from '../embedded-row.ts'

const manifest = tinyManifest(4)
const random = seeded(4)

/** Texts that are offensive by the sign of their embedding's first value. */
function texts(dataset: string, split: string, n: number): EmbeddedRow[] {
  return Array.from({ length: n }, (_, i) => {
    const offensive = i % 2 === 0
    const textEmbedding = Float32Array.of(offensive ? 0.8 : -0.8, random() - 0.5, random() - 0.5, random() - 0.5)
    return embeddedRow({ dataset, split, offensive, text: `${dataset} ${split} ${i}`, textEmbedding })
  })
}

const recipe: HeadRecipe = {
  fusion: 'concat',
  epochs: 30,
  batch: 8,
  learningRate: 0.05,
  weightDecay: 0,
  seed: 1,
  weights: { posts: 1, captions: 2, ignored: 0 },
  validationShare: { posts: 0.5 },
  mostRows: 100,
  chooseOn: ['posts'],
  harmless: 'captions',
  mostFlagged: 1,
  expect: { offensive: ['posts'], harmless: ['posts'] },
}
const rows = [
  ...texts('posts', 'train', 20),
  ...texts('posts', 'val', 20),
  ...texts('posts', 'test', 6),
  ...texts('captions', 'train', 10),
  ...texts('captions', 'val', 10),
  ...texts('ignored', 'train', 6),
  ...texts('unnamed', 'val', 6),
]

test('a head learns from what weighs something, and tells what it was trained on and what to expect', () => {
  const onEpoch = vi.fn()
  const head = trainProductHead(rows, [], recipe, manifest, onEpoch)
  expect(parseHead(JSON.parse(JSON.stringify(head)), manifest, 'head.json')).toEqual(head)
  expect(head.reading).toBe(READING_VERSION)
  // posts share their weight between both splits, captions leave theirs to the rows that the towers haven't seen
  expect(head.trainedOn).toEqual({ posts: 40, captions: 10 })
  expect(head.validation).toMatchObject({ posts: { n: 20, auroc: 1 }, captions: { n: 10, auroc: 1 } })
  expect(Object.keys(head.validation)).toHaveLength(2)
  expect(head.operatingPoints.find((o) => o.threshold === 0.5)).toMatchObject({ recall: 1, falsePositiveRate: 0 })
  expect(logit(head, null, Float32Array.of(0.8, 0, 0, 0))).toBeGreaterThan(0)
  expect(onEpoch).toHaveBeenCalledTimes(6 * 30)
})

test('the same rows give the same head; backgrounds and the share of validation rows change it', () => {
  const weights = (backgrounds: Float32Array[], changed: Partial<HeadRecipe> = {}) =>
    trainProductHead(rows, backgrounds, { ...recipe, ...changed }, manifest, () => {}).weights
  const plain = weights([])
  expect(weights([])).toEqual(plain)
  expect(weights([Float32Array.of(0, 1, 0, 0)])).not.toEqual(plain)
  expect(weights([], { validationShare: { posts: 0.9 } })).not.toEqual(plain)
})

test('temperature and figures come from rows that the judging head has not seen', () => {
  // labels without a rule: whoever has seen them knows them, nobody else does
  const noise = rows.map((row) => ({ ...row, offensive: random() < 0.5 }))
  const { validation, temperature } = trainProductHead(noise, [], recipe, manifest, () => {})
  expect((validation.posts as { auroc: number }).auroc).toBeLessThan(0.75)
  expect(temperature).toBeGreaterThan(1)
})

test('where every threshold flags too many harmless texts, it stays at one half', () => {
  const flagging = rows.map((row) => (row.dataset === 'captions' ? { ...row, offensive: true } : row))
  expect(trainProductHead(flagging, [], { ...recipe, mostFlagged: -1 }, manifest, () => {}).threshold).toBe(0.5)
})

test('with levels, memes are judged whole, by words and by picture, and captions on backgrounds too', () => {
  const picture = (x: number) => Float32Array.of(0, x, 0, 0)
  const memes = [...texts('memes', 'train', 20), ...texts('memes', 'val', 40)].map((row, i) => ({
    ...row,
    imageEmbedding: picture(i % 3 === 0 ? 1 : -1),
  }))
  const share = { memes: 0.2, captions: 0.5 }
  const levels = {
    memes: ['memes'],
    captions: 'captions',
    mostFlagged: { gentle: share, balanced: share, strict: share },
  }
  const withMemes = { ...recipe, weights: { ...recipe.weights, memes: 2 }, levels }
  const head = trainProductHead([...rows, ...memes], [picture(1)], withMemes, manifest, () => {})
  expect(parseHead(JSON.parse(JSON.stringify(head)), manifest, 'head.json')).toEqual(head)
  for (const kind of ['both', 'picture', 'text'] as const) {
    expect(head.levels?.balanced[kind].caught.n).toBe(20)
    expect(head.levels?.balanced[kind].flagged.value).toBeLessThanOrEqual(0.2)
  }
  // words tell, pictures don't
  expect(head.levels?.balanced.text.caught.value).toBe(1)
  expect(head.levels?.balanced.picture.caught.value).toBeLessThan(0.8)
  expect(head.threshold).toBe(head.levels?.balanced.both.threshold)
})
