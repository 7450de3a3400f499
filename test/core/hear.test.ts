import { describe, expect, test } from 'vitest'
import { createJudge, type Judge, withBeside } from '../../src/core/corrections/corrected-head.ts'
import { keep } from '../../src/core/corrections/fed.ts'
import type { Verdict } from '../../src/core/decide.ts'
import { hear, keepSeen } from '../../src/core/hear.ts'
import { thresholdsOf } from '../../src/core/model/levels.ts'
import { rejudge } from '../../src/core/rejudge.ts'
import { type Beside, createBeside } from '../../src/core/second/beside.ts'
import { tinyHead } from '../fixtures/head.ts'
import { tinyManifest } from '../fixtures/manifest.ts'
import { verdictOf } from '../fixtures/verdict.ts'

const manifest = tinyManifest(2)
const image = Float32Array.of(1, 0)
const untrained = createBeside({ manifest, head: null, mayVeil: false })
const allowed = createBeside({ manifest, head: null, mayVeil: true })
const withHead = (bias: number) => ({ file: { ...tinyHead(manifest), bias, threshold: 0.5 }, name: `bias ${bias}` })
const trained = createBeside({ manifest, head: withHead(4), mayVeil: false })
const FIRST = verdictOf({ probability: 0.3, kind: 'picture' })

describe('the rule', () => {
  test('the higher one stands, and both are told', () => {
    const heard = hear(FIRST, allowed, { image, zeroShot: 0.99 })
    expect(heard.probability).toBe(heard.second?.onScale)
    expect(heard.probability).toBeGreaterThan(FIRST.thresholds.balanced)
    expect(heard.second).toMatchObject({ first: 0.3, probability: 0.99, trained: false, counts: true })
  })

  test('a second model takes nothing away', () => {
    expect(hear(FIRST, allowed, { image, zeroShot: 0.001 })).toMatchObject({ probability: 0.3 })
  })

  test('untrained it is told and changes nothing', () => {
    const heard = hear(FIRST, untrained, { image, zeroShot: 0.999 })
    expect(heard).toMatchObject({ probability: 0.3, second: { probability: 0.999, counts: false } })
  })

  test('a correction has the last word', () => {
    const heard = hear({ ...FIRST, corrected: { id: 'x', offensive: false } }, trained, { image, zeroShot: null })
    expect(heard).toMatchObject({ probability: 0.3, second: { trained: true, counts: false } })
  })
})

describe('a kept verdict', () => {
  const model = { id: 'mini', version: '1', head: 'first' }
  const judging = (beside: Beside | null): Promise<Judge> =>
    withBeside(createJudge({ ...tinyHead(manifest), bias: -1 }, model), beside)
  /** As it is kept: what both models saw is with it. */
  async function kept(beside: Beside, zeroShot: number | null): Promise<Verdict> {
    const judge = await judging(beside)
    const thresholds = thresholdsOf(judge.head, 'picture')
    const probability = judge.classify(image, null)
    const alone = verdictOf({ probability, kind: 'picture', thresholds, model: judge.model })
    const second = keepSeen(beside.towers, { image, zeroShot })
    const fed = { ...keep(image, [{ embedding: null, among: 1 }], { embedding: null, among: 1 }, true), pixels: null }
    return { ...hear(alone, beside, { image, zeroShot }), fed: { ...fed, second } }
  }

  test('without the second model is the first’s, without looking again, and with it again as it was', async () => {
    const before = await kept(allowed, 0.999)
    const alone = rejudge(before, await judging(null))
    expect(alone).not.toHaveProperty('second')
    expect(alone?.probability).toBeCloseTo(before.second?.first ?? -1, 3)
    const again = rejudge(alone as Verdict, await judging(allowed))
    expect(again?.probability).toBeCloseTo(before.probability, 3)
  })

  test('changes with what an untrained one may do', async () => {
    const told = rejudge(await kept(allowed, 0.999), await judging(untrained))
    expect(told).toMatchObject({ second: { counts: false, probability: 0.999 } })
    expect(told?.probability).toBe(told?.second?.first)
  })

  test('is judged by another head for the second from what it saw', async () => {
    const before = await kept(allowed, 0.5)
    const [likely, unlikely] = await Promise.all(
      [trained, createBeside({ manifest, head: withHead(-4), mayVeil: false })].map(judging),
    )
    expect(rejudge(before, likely)?.second?.probability).toBeGreaterThan(0.9)
    expect(rejudge(before, unlikely)?.second?.probability).toBeLessThan(0.1)
  })

  test.each<[string, Beside, number | null, Beside]>([
    ['prompts that were not asked', trained, null, untrained],
    ['another model', untrained, 0.5, createBeside({ manifest: { ...manifest, id: 'b' }, head: null, mayVeil: false })],
  ])('is none for %s: the picture has to be looked at', async (_, then, zeroShot, now) => {
    expect(rejudge(await kept(then, zeroShot), await judging(now))).toBeUndefined()
  })

  test('of words alone needs no look', async () => {
    const { fed: _, ...words } = await kept(untrained, 0.5)
    const fed = { ...keep(null, [{ embedding: image, among: 1 }], { embedding: image, among: 1 }, true), pixels: null }
    expect(rejudge({ ...words, fed }, await judging(trained))).toMatchObject({ kind: 'text' })
  })
})
