import { describe, expect, test } from 'vitest'
import { pack } from '../../src/core/corrections/fed.ts'
import type { Ratings } from '../../src/core/model/ratings.ts'
import { UNRATED } from '../../src/core/model/ratings.ts'
import { type Asked, createTopicModel, type TopicModel, withTopics } from '../../src/core/topic-model.ts'
import { tinyManifest } from '../fixtures/manifest.ts'
import { verdictOf } from '../fixtures/verdict.ts'

const PLACES: Record<string, number[]> = { spider: [1, 0], snake: [0, 1] }
const proceed = async () => {}
const pixels = (...at: number[]) => ({ width: 1, height: 1, data: Uint8Array.from(at) })
const manifest = { ...tinyManifest(2), similarity: { scale: 10 } }

function towers() {
  const seen: Uint8Array[] = []
  return {
    seen,
    manifest,
    async embedImage({ data }: { data: Uint8Array }) {
      seen.push(data)
      return Float32Array.from(data, (x) => x / Math.hypot(...data))
    },
    async embedTexts(texts: string[]) {
      return texts.map((text) => {
        const found = Object.keys(PLACES).find((word) => text.endsWith(word))
        if (text === '') return null
        return Float32Array.from(found ? PLACES[found] : [Math.SQRT1_2, Math.SQRT1_2])
      })
    },
    seeingAs: () => towers(),
    close: async () => {},
  }
}
const model = createTopicModel(towers())

test('a phrase fits the picture that shows it, and of an animation the frame that it fits best', async () => {
  const seen = await model.see([pixels(0, 9, 0), pixels(9, 0, 0)].map(twoValues), proceed)
  const [spider, snake] = await model.score(seen, ['spider', 'snake'])
  const [still] = await model.score(await model.see([twoValues(pixels(0, 9, 0))], proceed), ['spider'])
  expect(spider.probability).toBeCloseTo(snake.probability as number, 5)
  expect(still.probability).toBeLessThan((spider.probability as number) / 10)
})
const twoValues = ({ data, ...size }: ReturnType<typeof pixels>) => ({ ...size, data: data.slice(0, 2) })

test('nothing is shown where there is nothing', async () => {
  expect(await model.score(await model.see([], proceed), ['spider'])).toEqual([{ phrase: 'spider', probability: 0 }])
})

test('no frame is looked at that nobody waits for any more', async () => {
  const own = towers()
  let left = 1
  const leaving = async () => {
    if (left-- === 0) throw new Error('gone')
  }
  await expect(createTopicModel(own).see([pixels(1, 0), pixels(0, 1)], leaving)).rejects.toThrow('gone')
  expect(own.seen).toHaveLength(1)
})

describe('a verdict that was kept', () => {
  const seen = { by: model.by, frames: [pack(Float32Array.of(1, 0))] }
  const scored = (...topics: [string, number][]): Ratings => ({
    ...UNRATED,
    topics: topics.map(([phrase, probability]) => ({ phrase, probability })),
  })
  const kept = verdictOf({ ratings: scored(['snake', 0.1]), seen })
  const asked = (topics: string[], more: Partial<Asked> = {}): Asked => ({ ratings: [], topics, model, ...more })
  const named = { by: model.by }

  test('stays itself where all is known, whoever asks', async () => {
    expect(await withTopics(kept, asked(['SNAKE']))).toBe(kept)
    expect(await withTopics(kept, asked(['snake'], { model: named }))).toBe(kept)
    expect(await withTopics(verdictOf(), asked([], { model: null }))).toEqual(verdictOf())
  })

  test('is told another topic by what was kept of the picture, as the model itself tells it', async () => {
    const found = await withTopics(kept, asked(['snake', 'spider']))
    const [spider] = await model.score(seen, ['spider'])
    expect(found).toEqual({ ...kept, ratings: { ...kept.ratings, topics: [...kept.ratings.topics, spider] } })
  })

  test.each<[string, Asked, Partial<typeof kept>]>([
    ['without anybody to score it', asked(['spider'], { model: named }), {}],
    ['of which nothing was kept', asked(['spider']), { seen: undefined }],
    ['of another model', asked(['snake']), { seen: { ...seen, by: 'another' } }],
    ['without a rating', asked(['snake'], { ratings: ['sexual'] }), {}],
  ])('%s has to be judged', async (_, wanted, more) =>
    expect(await withTopics({ ...kept, ...more }, wanted)).toBeUndefined(),
  )

  test('loses the scores of another model, where none is asked for', async () => {
    const other = await withTopics({ ...kept, seen: { ...seen, by: 'another' } }, asked([], { model: null }))
    expect(other?.ratings.topics).toEqual([])
  })

  test('keeps no more scores than there is room for', async () => {
    let verdict = kept
    for (let i = 0; i < 100; i++) {
      verdict = (await withTopics(verdict, asked([`phrase ${i}`]))) as typeof kept
    }
    expect(verdict.ratings.topics.length).toBe(60)
    expect(verdict.ratings.topics[59].phrase).toBe('phrase 99')
  })

  test('nothing that is asked is lost for what was tried', async () => {
    const many = Array.from({ length: 31 }, (_, i) => `phrase ${i}`)
    const full = { ...kept, ratings: scored(...many.map((phrase): [string, number] => [phrase, 0])) }
    const tried = Array.from({ length: 60 }, (_, i) => `tried ${i}`)
    let verdict = full
    for (const phrase of tried) verdict = (await withTopics(verdict, asked([...many, phrase]))) as typeof kept
    const found = new Set(verdict.ratings.topics.map(({ phrase }) => phrase))
    expect(many.filter((phrase) => !found.has(phrase))).toEqual([])
  })
})

test('what another model or way to look made can be told apart', () => {
  const names: TopicModel['by'][] = [
    manifest,
    { ...manifest, version: '2' },
    { ...manifest, image: { ...manifest.image, resize: 'bicubic-crop' as const } },
  ].map((manifest) => createTopicModel({ ...towers(), manifest }).by)
  expect(new Set(names)).toHaveLength(3)
})
