import { expect, test } from 'vitest'
import { levelEffect, levelSource, wordlessEffect } from '../../../src/extension/ui/level-words.ts'
import { say } from '../../../src/runtime/node/say.ts'
import { LEVELLED, levelsOf } from '../../fixtures/head.ts'

const { balanced } = levelsOf(LEVELLED)

test('a level says what it veils of both, with intervals', () => {
  expect(levelEffect(say, balanced)).toBe(
    'Veils 20 of 100 offensive memes (17–23) and, by mistake, 6 of 100 harmless ones (4–9).',
  )
})

test('shares that round to none are told as less than one, unless there is none', () => {
  const of = (value: number) => levelEffect(say, { ...balanced, both: { ...balanced.both, flagged: share(value) } })
  const share = (value: number) => ({ value, low: 0, high: 0.012, n: 518 })
  expect(of(0.004)).toMatch(/less than 1 of 100 harmless ones \(0–1\)/)
  expect(of(0.005)).toMatch(/ 1 of 100 harmless/)
  expect(of(0)).toMatch(/ 0 of 100 harmless/)
})

test('the rows behind the figures are told, and what to expect without words', () => {
  const picture = { ...balanced.picture, caught: { value: 0.03, low: 0.01, high: 0.06, n: 300 } }
  expect(levelSource(say, { ...balanced, picture })).toBe(
    'Measured on memes with words, 310 offensive and 518 harmless; in brackets 95% intervals.',
  )
  expect(wordlessEffect(say, { ...balanced, picture })).toBe(
    'Without words a picture tells little: 3 of 100 offensive ones (1–6) and 6 of 100 harmless ones (4–9) are veiled ' +
      '(n = 300 and 518).',
  )
})
