import { describe, expect, test } from 'vitest'
import type { ModelManifest } from '../../../src/core/model/manifest.ts'
import { createZeroShot } from '../../../src/core/model/zero-shot.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

/** Where a tower that knows four words puts them; a frame changes nothing. */
const PLACES: Record<string, number[]> = { spider: [1, 0, 0], snake: [0.8, 0.6, 0], cat: [0, 1, 0], dog: [0, 0, 1] }
const unit = (...values: number[]) => Float32Array.from(values, (x) => x / Math.hypot(...values))

function zeroShotOf(neutral: string[], similarity: ModelManifest['similarity'] = { scale: 10 }) {
  const asked: string[] = []
  const towers = {
    manifest: { ...tinyManifest(3), similarity },
    async embedTexts(texts: string[]) {
      asked.push(...texts)
      return texts.map((text) => {
        const word = Object.keys(PLACES).find((word) => text.endsWith(word))
        return word === undefined ? null : Float32Array.from(PLACES[word])
      })
    },
  }
  return { asked, ...createZeroShot(towers, neutral) }
}

describe('of a phrase', () => {
  test("P is the softmax's share against the neutral phrases", async () => {
    const { each } = zeroShotOf(['cat', 'dog'])
    const [spider] = await each(unit(1, 1, 0), ['spider'])
    const logit = 10 * Math.SQRT1_2
    expect(spider).toBeCloseTo(Math.exp(logit) / (Math.exp(logit) + Math.exp(logit) + Math.exp(0)), 6)
  })

  test('P is the same whatever else is asked', async () => {
    const { each } = zeroShotOf(['cat'])
    const [alone] = await each(unit(1, 0.2, 0), ['spider'])
    const [beside] = await each(unit(1, 0.2, 0), ['spider', 'snake', 'dog'])
    expect(beside).toBe(alone)
  })

  test('one in which the tower sees nothing has no P', async () => {
    const { each } = zeroShotOf(['cat'])
    expect(await each(unit(1, 0, 0), ['?', ' ', 'cat'])).toEqual([null, null, 0.5])
  })

  test('a model with a bias gives, without rivals, the probability that it was trained for', async () => {
    const { each } = zeroShotOf(['?'], { scale: 10, bias: -8 })
    const [spider] = await each(unit(1, 0, 0), ['spider'])
    expect(spider).toBeCloseTo(1 / (1 + Math.exp(-(10 - 8))), 6)
  })

  test('a model with a bias is not sure where nothing fits', async () => {
    const [unsure] = await zeroShotOf(['cat'], { scale: 10, bias: -8 }).each(unit(0.1, 0, 1), ['spider'])
    const [surer] = await zeroShotOf(['cat']).each(unit(0.1, 0, 1), ['spider'])
    expect(unsure).toBeLessThan(0.001)
    expect(surer).toBeGreaterThan(0.5)
  })
})

describe('of some phrases', () => {
  test('P that any fits is the sum of their shares', async () => {
    const { any } = zeroShotOf(['cat', 'dog'])
    const logits = [10, 8, 0, 0].map(Math.exp)
    expect(await any(unit(1, 0, 0), ['spider', 'snake'])).toBeCloseTo(
      (logits[0] + logits[1]) / logits.reduce((a, b) => a + b),
      6,
    )
  })

  test('P that none of none fits is 0', async () => {
    const { any } = zeroShotOf(['cat'])
    expect(await any(unit(1, 0, 0), [])).toBe(0)
    expect(await any(unit(1, 0, 0), ['?'])).toBe(0)
  })
})

test('a phrase is embedded once, in its frames, by whomever it is asked at the same time', async () => {
  const { asked, each, any } = zeroShotOf(['cat'])
  await Promise.all([each(unit(1, 0, 0), ['spider']), each(unit(1, 0, 0), ['spider'])])
  await each(unit(0, 1, 0), ['spider', 'spider'])
  await any(unit(0, 1, 0), ['spider', 'cat'])
  expect(new Set(asked)).toHaveLength(asked.length)
  expect(asked.filter((text) => text.includes('spider'))).toEqual(
    expect.arrayContaining(['spider', 'a photo of spider']),
  )
})

test('a tower that failed is asked again', async () => {
  let fails = true
  const { each } = createZeroShot(
    {
      manifest: tinyManifest(3),
      async embedTexts(texts) {
        if (fails) throw new Error('lost')
        return texts.map(() => unit(1, 0, 0))
      },
    },
    ['cat'],
  )
  await expect(each(unit(1, 0, 0), ['dog'])).rejects.toThrow('lost')
  fails = false
  expect(await each(unit(1, 0, 0), ['dog'])).toEqual([0.5])
})
