import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Lazy } from '../../src/core/lazy.ts'
import { hubManifest, hubPaths } from '../../src/core/model/hub-layout.ts'
import type { ModelFile } from '../../src/core/model/manifest.ts'
import { loadTowers, type Towers } from '../../src/core/model/towers.ts'
import { createZeroShot } from '../../src/core/model/zero-shot.ts'
import { createPipeline, type Pipeline } from '../../src/core/pipeline.ts'
import { sha256 } from '../../src/core/sha256.ts'
import { createTopicModel, type TopicModel } from '../../src/core/topic-model.ts'
import { platform } from '../../src/runtime/node/platform.ts'
import { pattern } from '../fixtures/pattern.ts'

let clip: Towers
let pipeline: Pipeline
const still = pattern(64, 48, 3)
const moving = { ...still, later: [pattern(64, 48, 7), pattern(64, 48, 11)] }
const PHRASES = ['spiders', 'a swastika flag']

/** The tiny CLIP as it is installed. */
async function install(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'memeveil-topics-'))
  cpSync('test/fixtures/tiny-clip', folder, { recursive: true })
  const files = Object.entries(hubPaths({ precision: 'fp32' })).map(
    async ([name, path]): Promise<[string, ModelFile]> => {
      const bytes = await platform.readFile(join(folder, path))
      return [name, { path, bytes: bytes.length, sha256: await sha256(bytes) }]
    },
  )
  const listed = Object.fromEntries(await Promise.all(files)) as Parameters<typeof hubManifest>[2]['files']
  const facts = { id: 'tiny/clip', license: 'mit', precision: 'fp32' as const, files: listed }
  writeFileSync(join(folder, 'model.json'), JSON.stringify(await hubManifest(platform.readFile, folder, facts)))
  return folder
}

beforeAll(async () => {
  clip = await loadTowers(platform, await install())
  const topics = new Lazy<TopicModel | null>(async () => createTopicModel(clip))
  pipeline = await createPipeline(platform, { topics })
})
afterAll(() => pipeline.close())

const judge = (image: typeof still, topics: string[], keep = false) =>
  pipeline.judge({ image, text: '', topics, keep }).then(({ ratings, seen }) => ({ topics: ratings.topics, seen }))

test('phrases fit a picture as the installed model says, beside the bundled one’s verdict', async () => {
  const image = await clip.embedImage(still)
  const shares = await createZeroShot(clip).each(image, PHRASES)
  const { topics, seen } = await judge(still, PHRASES)
  expect(topics.map(({ phrase }) => phrase)).toEqual(PHRASES)
  for (const [i, { probability }] of topics.entries()) expect(probability).toBeCloseTo(shares[i] as number, 2)
  expect(seen).toBeUndefined()
})

test('of an animation the best frame counts, whatever frame speaks for it, and all frames are kept', async () => {
  const { topics, seen } = await judge(moving, PHRASES, true)
  const alone = await Promise.all([still, ...moving.later].map((frame) => judge(frame, PHRASES)))
  const most = PHRASES.map((_, i) => Math.max(...alone.map(({ topics }) => topics[i].probability as number)))
  expect(topics.map(({ probability }) => probability)).toEqual(most)
  expect(seen?.frames).toHaveLength(3)
})

test('a drawing of shapes shows nothing, and without a phrase nobody is asked', async () => {
  const blank = { ...still, blank: true as const }
  const judged = await pipeline.judge({ image: blank, topics: PHRASES, keep: true })
  expect(judged.ratings.topics).toEqual(PHRASES.map((phrase) => ({ phrase, probability: 0 })))
  expect(judged.seen?.frames).toEqual([])
  expect(await judge(still, [], true)).toEqual({ topics: [], seen: undefined })
})
