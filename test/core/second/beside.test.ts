import { describe, expect, test } from 'vitest'
import { type Beside, besideName, createBeside, seesAs } from '../../../src/core/second/beside.ts'
import { levelsOf, tinyHead } from '../../fixtures/head.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const manifest = tinyManifest(2)
const FIRST = { gentle: 0.9, balanced: 0.7, strict: 0.4 }
const headOf = (more: object = {}) => ({ file: { ...tinyHead(manifest), ...more }, name: 'abc' })
const seen = (zeroShot: number | null = null) => ({ image: Float32Array.of(1, 0), zeroShot })
const trained = createBeside({ manifest, head: headOf({ threshold: 0.2 }), mayVeil: false })
const untrained = createBeside({ manifest, head: null, mayVeil: false })
const allowed = createBeside({ manifest, head: null, mayVeil: true })

describe('on the scale of the first model', () => {
  const picture = { gentle: 0.8, balanced: 0.3, strict: 0.1 }
  const levelled = createBeside({
    manifest,
    head: headOf({ levels: levelsOf({ both: FIRST, picture, text: FIRST }) }),
    mayVeil: false,
  })

  test.each([
    ['a head’s threshold', trained, 0.2],
    ['a head’s balanced level for pictures', levelled, 0.3],
    ['nine in ten of an untrained one', allowed, 0.9],
  ])('%s lies where the first’s balanced level is', (_, beside, threshold) => {
    expect(beside.onScaleOf(FIRST, threshold)).toBeCloseTo(FIRST.balanced, 9)
    expect(beside.onScaleOf(FIRST, threshold + 0.05)).toBeGreaterThan(FIRST.balanced)
  })

  test('what prompts are sure of counts for less than what a head is sure of', () => {
    const same = createBeside({ manifest, head: headOf({ threshold: 0.9 }), mayVeil: false })
    expect(allowed.onScaleOf(FIRST, 0.99)).toBeLessThan(same.onScaleOf(FIRST, 0.99))
  })

  test('who is as sure as can be stays a probability', () => {
    for (const says of [0, 1]) {
      const p = trained.onScaleOf({ ...FIRST, balanced: 1 }, says)
      expect(p).toBeGreaterThanOrEqual(0)
      expect(p).toBeLessThanOrEqual(1)
    }
  })
})

test('a head says what it sees in the picture alone, prompts where there is none', () => {
  expect(trained.says(seen(0.1))).toBeCloseTo(1 / (1 + Math.exp(2)), 6)
  expect(untrained.says(seen(0.1))).toBe(0.1)
  expect(untrained.says(seen())).toBeNull()
})

test('untrained it counts only where it may', () => {
  expect([trained, untrained, allowed].map(({ counts }) => counts)).toEqual([true, false, true])
})

test('a head that was trained on whole pictures sees whole pictures', () => {
  const cut = { ...manifest, image: { ...manifest.image, resize: 'bicubic-crop' as const } }
  expect(createBeside({ manifest: cut, head: null, mayVeil: false }).towers.resize).toBe('bicubic-crop')
  const whole = createBeside({ manifest: cut, head: headOf(), mayVeil: false })
  expect(whole.towers.resize).toBe('bicubic-stretch')
  expect(seesAs(whole.towers, untrained.towers)).toBe(true)
  expect(seesAs(whole.towers, { ...untrained.towers, version: '2' })).toBe(false)
})

test('whatever shapes a verdict shapes its name', async () => {
  const model = { id: 'mini', version: '1', head: 'first' }
  const name = async (beside: Beside | null) => (await besideName(model, beside)).head
  const others = [
    trained,
    untrained,
    allowed,
    createBeside({ manifest: { ...manifest, version: '2' }, head: null, mayVeil: false }),
    createBeside({ manifest, head: { ...headOf(), name: 'other' }, mayVeil: false }),
  ]
  const names = await Promise.all([null, ...others].map(name))
  expect(new Set(names)).toHaveLength(names.length)
  expect(names[0]).toBe('first')
  expect(await besideName(model, trained)).toMatchObject({ id: 'mini', version: '1' })
})
