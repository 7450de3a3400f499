import { afterAll, beforeAll, expect, test } from 'vitest'
import { decide } from '../../../src/core/decide.ts'
import type { Rater } from '../../../src/core/model/ratings.ts'
import { loadSexualRater } from '../../../src/core/model/sexual.ts'
import { createPipeline } from '../../../src/core/pipeline.ts'
import { platform } from '../../../src/runtime/node/platform.ts'
import { blobs } from '../../fixtures/blobs.ts'
import { golden } from '../../fixtures/golden.ts'
import { BALANCED } from '../../fixtures/head.ts'

let rater: Rater
beforeAll(async () => {
  rater = await loadSexualRater(platform)
})
afterAll(() => rater.close())

test('50 pictures get the probabilities that nsfwjs gives them, within .02', async () => {
  const pictures = golden<{ width: number; height: number; seed: number; probabilities: number[] }[]>('sexual')
  const differences = []
  for (const { width, height, seed, probabilities } of pictures) {
    const [, hentai, , porn, sexy] = probabilities
    differences.push(Math.abs((await rater.rate(blobs(width, height, seed))) - (hentai + porn + sexy)))
  }
  console.log(
    `nsfwjs: probabilities differ by at most ${Math.max(...differences).toFixed(6)} over ${differences.length}`,
  )
  expect(differences).toHaveLength(50)
  expect(Math.max(...differences)).toBeLessThan(0.02)
})

test('a verdict says how sexual a picture is only where that was asked for; offensive is another thing', async () => {
  const pipeline = await createPipeline(platform)
  const picture = blobs(320, 240, 41)
  const asked = await pipeline.judge({ image: picture, text: '', ratings: ['sexual'] })
  expect(asked.ratings.sexual).toBeGreaterThan(0.8)
  expect(decide(asked, BALANCED)).toBe('Non-offensive')
  expect((await pipeline.judge({ image: picture, text: '' })).ratings.sexual).toBeNull()
  expect((await pipeline.judge({ text: 'a text alone', ratings: ['sexual'] })).ratings.sexual).toBeNull()
  await pipeline.close()
})
