import { expect, test } from 'vitest'
import { explanationOf } from '../../src/core/explanation.ts'
import { UNRATED } from '../../src/core/model/ratings.ts'
import { say } from '../../src/runtime/node/say.ts'
import { BALANCED } from '../fixtures/head.ts'
import { verdictOf } from '../fixtures/verdict.ts'

const VERDICT = verdictOf({
  probability: 0.87,
  kind: 'both',
  thresholds: { gentle: 0.8, balanced: 0.74, strict: 0.5 },
  text: 'they are vermin',
})
const CONTRIBUTIONS = {
  image: 0.05,
  text: 0.6,
  words: [
    { word: 'they', change: 0.08 },
    { word: 'are', change: -0.049 },
    { word: 'vermin', change: 0.55 },
  ],
  window: null,
}

test('the decision comes with its probability and the line', () => {
  expect(explanationOf(say, VERDICT, BALANCED).decision).toBe('Offensive: 87%. The level “Balanced” flags from 74% on.')
  expect(explanationOf(say, VERDICT, { level: 'balanced', threshold: 0.9 }).decision).toBe(
    'Non-offensive: 87%. Your own threshold flags from 90% on.',
  )
})

test('without contributions nothing is told of words', () => {
  expect(explanationOf(say, VERDICT, BALANCED)).toMatchObject({ reasons: [], words: [] })
})

test('picture and words are told apart, and the words that count are marked and told by strength', () => {
  const { reasons, words } = explanationOf(say, { ...VERDICT, contributions: CONTRIBUTIONS }, BALANCED)
  expect(reasons).toEqual([
    'Without its words it has 27%, without the picture 82%.',
    'What single words change, in percentage points: vermin +55, they +8.',
  ])
  expect(words.map(({ word, counts }) => [word, counts])).toEqual([
    ['they', true],
    ['are', false],
    ['vermin', true],
  ])
})

test('words that calm count too', () => {
  const words = [{ word: 'not', change: -0.2 }]
  const { reasons } = explanationOf(say, { ...VERDICT, contributions: { ...CONTRIBUTIONS, words } }, BALANCED)
  expect(reasons).toContain('What single words change, in percentage points: not -20.')
})

test('of a word without end its beginning is told', () => {
  const words = [{ word: '🙂'.repeat(20_000), change: 0.2 }]
  const { reasons } = explanationOf(say, { ...VERDICT, contributions: { ...CONTRIBUTIONS, words } }, BALANCED)
  expect(reasons).toContain(`What single words change, in percentage points: ${'🙂'.repeat(40)}… +20.`)
})

test.each([
  ['a picture alone', { kind: 'picture' as const }, /^This tells little: there were no words/],
  ['what was set aside', { asides: ['@someone', '12:30'] }, /nobody’s words: @someone · 12:30$/],
  ['a sexual picture', { ratings: { ...UNRATED, sexual: 0.9 } }, /^Rated apart from that: 90% sexual, which counts\.$/],
  [
    'one with a symbol',
    { ratings: { ...UNRATED, symbol: 0.6, sexual: 0.1 } },
    /^Rated apart from that: 60% symbol of hatred, which counts, 10% sexual\.$/,
  ],
  ['an animation', { frames: 3 }, /^Of the 3 pictures of the animation/],
  ['a long text', { contributions: { ...CONTRIBUTIONS, window: 'they are vermin' } }, /^The text is long/],
  ['words of which none counts', { contributions: { ...CONTRIBUTIONS, words: [{ word: 'a', change: 0 }] } }, /^No si/],
])('of %s it is told', (_name, more, reason) => {
  const { reasons } = explanationOf(say, { ...VERDICT, ...more }, BALANCED)
  expect(reasons).toContainEqual(expect.stringMatching(reason))
})

const OPINION = {
  towers: { id: 'clip', version: '1', resize: 'bicubic-crop' as const },
  trained: true,
  counts: true,
  probability: 0.6,
  onScale: 0.87,
  first: 0.4,
}

test.each([
  ['with a head counts', {}, 'says 60% by a head of its own, which counts as 87%: the higher one stands.'],
  [
    'untrained is told as such',
    { trained: false, counts: false },
    'is untrained, says 60%: that is told, and changes nothing.',
  ],
  [
    'untrained may veil',
    { trained: false },
    'is untrained, says 60%. You let it veil, so that counts as 87%: the higher one stands.',
  ],
  ['gives way to a correction', { counts: false }, 'by a head of its own, but your correction has the last word.'],
])('a second model that %s', (_, more, end) => {
  const { reasons } = explanationOf(say, { ...VERDICT, second: { ...OPINION, ...more } }, BALANCED)
  expect(reasons).toEqual([expect.stringMatching(/^tiny says 40%\. clip, which sees the picture alone/)])
  expect(reasons[0].endsWith(end)).toBe(true)
})

test('what words and picture did is told of the first model', () => {
  const { reasons } = explanationOf(
    say,
    { ...VERDICT, second: OPINION, contributions: { ...CONTRIBUTIONS, text: 0.3 } },
    BALANCED,
  )
  expect(reasons[0]).toBe('Without its words it has 10%, without the picture 35%.')
})
