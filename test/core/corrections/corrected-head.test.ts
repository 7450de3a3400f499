import { beforeAll, expect, test } from 'vitest'
import {
  correctedName,
  createCorrectedJudge,
  createJudge,
  type Judge,
  learnFrom,
} from '../../../src/core/corrections/corrected-head.ts'
import type { Correction } from '../../../src/core/corrections/correction.ts'
import { MOST_COST } from '../../../src/core/corrections/cost.ts'
import { fedOf, keep, pack } from '../../../src/core/corrections/fed.ts'
import type { HeadFile } from '../../../src/core/model/head.ts'
import { seeded } from '../../../src/training/measure/random.ts'
import { correctionOf, unit, validationOf } from '../../fixtures/corrections.ts'
import { tinyHead } from '../../fixtures/head.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const DIMENSION = 64
const MODEL = { id: 'tiny', version: '1', head: 'abc' }
/** By the first value of a text it is offensive. */
const head: HeadFile = {
  ...tinyHead(tinyManifest(DIMENSION)),
  dimension: DIMENSION,
  bias: -1,
  weights: Array.from({ length: 2 * DIMENSION + 2 }, (_, i) => (i === DIMENSION ? 12 : 0)),
}
const validation = validationOf(400, DIMENSION)
const random = seeded(7)

/** Of a topic: the second value is large; it is offensive where the third is above zero, which the head ignores. */
function ofTopic(): { text: Float32Array; offensive: boolean } {
  const values = Array.from({ length: DIMENSION }, () => 0.15 * (random() - 0.5))
  values[1] = 1
  values[2] = random() < 0.5 ? 0.7 : -0.7
  return { text: unit(...values), offensive: values[2] > 0 }
}

let corrections: Correction[]
let judge: Judge

beforeAll(async () => {
  const taught = Array.from({ length: 40 }, ofTopic)
  corrections = await Promise.all(taught.map(({ text, offensive }) => correctionOf(text, offensive)))
  judge = createCorrectedJudge(head, MODEL, learnFrom(head, corrections, validation), corrections)
})

const meanOf = (from: Judge, rows: { text: Float32Array }[]) =>
  rows.reduce((sum, { text }) => sum + from.classify(null, text), 0) / rows.length

test('what is like the corrections is judged as they say, though none is the same', () => {
  const held = Array.from({ length: 60 }, ofTopic)
  const apart = (from: Judge) =>
    meanOf(
      from,
      held.filter((row) => row.offensive),
    ) -
    meanOf(
      from,
      held.filter((row) => !row.offensive),
    )
  expect(apart(createJudge(head, MODEL))).toBeLessThan(0.05)
  expect(apart(judge)).toBeGreaterThan(0.3)
})

test('what is like none of them is judged much as before', () => {
  const { classify } = createJudge(head, MODEL)
  const moved = validationOf(100, DIMENSION, 3).map(({ text }) => judge.classify(null, text) - classify(null, text))
  expect(Math.hypot(...moved) / Math.sqrt(moved.length)).toBeLessThan(0.1)
})

test('of the harmless validation rows as many are flagged at balanced as before', () => {
  const { before, after, state } = learnFrom(head, corrections, validation)
  expect(state).toBe('whole')
  expect(Math.abs(after.flagged - before.flagged)).toBeLessThanOrEqual(1 / 200)
  expect(before.auroc - after.auroc).toBeLessThanOrEqual(MOST_COST.auroc)
})

test('one correction decides on the same picture and on its near twin, and on nothing else', async () => {
  const [image, text] = [unit(...(validation[0].text as Float32Array)), unit(...(validation[1].text as Float32Array))]
  const before = createJudge(head, MODEL)
  const offensive = before.classify(image, text) < 0.5
  const fed = keep(image, [{ embedding: text, among: 1 }], { embedding: text, among: 1 }, true)
  const one = await correctionOf(text, offensive, { fed })
  const { classify, decidedBy } = createCorrectedJudge(head, MODEL, learnFrom(head, [one], validation), [one])
  const twin = unit(...image.map((x, i) => x + 0.02 * (i % 2 ? 1 : -1)))
  for (const seen of [image, twin]) {
    expect(classify(seen, text) > 0.9).toBe(offensive)
    expect(classify(seen, text) < 0.1).toBe(!offensive)
    expect(decidedBy({ image: seen, text })).toEqual({ id: one.id, offensive })
  }
  const other = unit(...(validation[2].text as Float32Array))
  expect(Math.abs(classify(other, other) - before.classify(other, other))).toBeLessThan(0.2)
  expect(decidedBy({ image: other, text: other })).toBeNull()
  expect(decidedBy({ image: null, text })).toBeNull()
})

test('a long text that is fine is so in all of its windows', async () => {
  const texts = [unit(1, 0.1, ...Array(DIMENSION - 2).fill(0)), unit(1, 0, 0.6, ...Array(DIMENSION - 3).fill(0))]
  const fed = {
    image: null,
    texts: texts.map((text) => ({ embedding: pack(text), among: 2 })),
    complete: true,
  }
  const one = await correctionOf(texts[0], false, { fed })
  const { classify } = createCorrectedJudge(head, MODEL, learnFrom(head, [one], validation), [one])
  for (const text of texts) expect(classify(null, text)).toBeLessThan(0.1)
})

test('corrections that turn the head round are refused with what they would cost', async () => {
  const against = validation.map(({ text, offensive }) => correctionOf(text as Float32Array, !offensive))
  const learned = learnFrom(head, await Promise.all(against), validation)
  expect(learned).toMatchObject({ state: 'refused', layer: null, after: learned.before })
  expect(learned.before.auroc - learned.tried.auroc).toBeGreaterThan(MOST_COST.auroc)
  const refused = createCorrectedJudge(head, MODEL, learned, await Promise.all(against))
  const text = validation[0].text
  expect(refused.classify(null, text)).toBe(createJudge(head, MODEL).classify(null, text))
})

/** They say of texts all over the place the opposite of what the head goes by. */
function contrary(count: number): Promise<Correction[]> {
  const values = Array.from({ length: count }, () => Array.from({ length: DIMENSION }, () => random() - 0.5))
  return Promise.all(values.map((own) => correctionOf(unit(...own), own[0] <= 0)))
}

test('where the layer would cost too much, it goes as far as the validation rows allow', async () => {
  const against = await contrary(60)
  const { state, layer, before, after } = learnFrom(head, against, validation)
  expect(state).toBe('whole')
  expect(layer?.weights[DIMENSION]).toBeLessThan(head.weights[DIMENSION] - 0.5)
  expect(before.auroc - after.auroc).toBeLessThanOrEqual(MOST_COST.auroc)
})

test('where the least step would cost too much, near copies are known all the same', async () => {
  const unsure = { ...head, weights: head.weights.map((weight) => weight / 6) }
  const against = await contrary(200)
  const learned = learnFrom(unsure, against, validation)
  expect(learned).toMatchObject({ state: 'near', layer: null })
  expect(learned.before.auroc - learned.tried.auroc).toBeGreaterThan(MOST_COST.auroc)
  const { classify } = createCorrectedJudge(unsure, MODEL, learned, against)
  for (const one of against.slice(0, 9)) expect(classify(null, fedOf(one.fed)[0].text) > 0.5).toBe(one.offensive)
})

test('without validation rows the layer stays: nobody would know what it cost', () => {
  expect(learnFrom(head, corrections, [])).toMatchObject({ state: 'near', layer: null })
})

test('500 corrections of a model’s size are learned in a moment, and each time the same', async () => {
  const wide = { ...head, dimension: 384, weights: Array(770).fill(0.1) }
  const rows = validationOf(500, 384, 5)
  const many = await Promise.all(rows.map(({ text, offensive }) => correctionOf(text as Float32Array, offensive)))
  const [one, other] = [learnFrom(wide, many, rows), learnFrom(wide, many, rows)]
  expect(one).toEqual(other)
  expect(one.tried.auroc).toBeGreaterThan(one.before.auroc + 0.3)
})

test('a head is named by its corrections, whatever their order, and by what they say', async () => {
  const [a, b] = corrections
  const name = async (...own: Correction[]) => (await correctedName(MODEL, own)).head
  expect(await name()).toBe('abc')
  expect(await name(a, b)).toBe(await name(b, a))
  const others = [await name(a), await name({ ...a, offensive: !a.offensive }), await name(a, b), 'abc']
  expect(new Set(others).size).toBe(4)
})
