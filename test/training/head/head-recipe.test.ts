import { expect, test } from 'vitest'
import type { Row } from '../../../src/training/data/dataset.ts'
import { type HeadRecipe, selectRows } from '../../../src/training/head/head-recipe.ts'

const rows = (dataset: string, split: string, n: number): Row[] =>
  Array.from({ length: n }, (_, i) => ({
    imageName: '',
    sentence: `${i}`,
    offensive: i % 2 === 0,
    dataset,
    split,
    group: '',
    where: '',
  }))

const recipe = {
  weights: { posts: 1, memes: 2, captions: 1 },
  validationShare: { memes: 0.3 },
  mostRows: 4,
} as unknown as HeadRecipe

test('only rows that weigh something are chosen, thinned evenly, and never a test row', () => {
  const all = [
    ...rows('posts', 'train', 9), // their validation rows have all the weight
    ...rows('posts', 'val', 9),
    ...rows('memes', 'train', 3),
    ...rows('memes', 'val', 2),
    ...rows('captions', 'train', 5), // no validation rows: these have it all
    ...rows('memes', 'test', 5),
    ...rows('unnamed', 'train', 5),
  ]
  const chosen = selectRows(all, recipe)
  const counts: Record<string, number> = {}
  for (const { dataset, split } of chosen) counts[`${dataset} ${split}`] = (counts[`${dataset} ${split}`] ?? 0) + 1
  expect(counts).toEqual({ 'posts val': 4, 'memes train': 3, 'memes val': 2, 'captions train': 4 })
  expect(chosen.filter((row) => row.dataset === 'posts').map((row) => row.sentence)).toEqual(['0', '2', '4', '6'])
})
