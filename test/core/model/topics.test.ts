import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  distinct,
  HATE_TOPICS,
  highestScores,
  MOST_PHRASE,
  MOST_TOPICS,
  STRENGTHS,
  showsTopic,
  type Topic,
  tidyPhrase,
} from '../../../src/core/model/topics.ts'

describe('a phrase that is typed', () => {
  test.each([
    ['  two \n\t words ', 'two words'],
    ['\u202etfel ot thgir\u202c', 'tfel ot thgir'],
    ['zero\u200bwidth\u00ad', 'zerowidth'],
    ['nul\u0000led', 'nul led'],
    ['e\u0301clair', 'éclair'],
    ['🕷', '🕷'],
    ['👩‍🚒 at work', '👩‍🚒 at work'],
    ['👩🏽‍🚒', '👩🏽‍🚒'],
    ['❤️‍🔥', '❤️‍🔥'],
    ['نمی\u200cخواهم', 'نمی\u200cخواهم'],
    ['क्\u200dष', 'क्\u200dष'],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['\u200da\u200d\u200d b\u200c', 'a b'],
    ['a\u200d\u202eb', 'ab'],
    ['x\u{e0067}\u{e007f}', 'x'],
    ['<b onclick="x">', '<b onclick="x">'],
    ['x'.repeat(MOST_PHRASE), 'x'.repeat(MOST_PHRASE)],
  ])('%j is asked as %j', (typed, asked) => expect(tidyPhrase(typed)).toBe(asked))

  test.each(['', ' ', '\u202e', '!?…', '\ud800', 'x'.repeat(MOST_PHRASE + 1), 'a'.repeat(1e6)])(
    '%j says nothing, or too much',
    (typed) => expect(tidyPhrase(typed)).toBeNull(),
  )

  test('what is not shown leaves one space between two', () =>
    expect(tidyPhrase('a\0\u{e0001}\0b')).toBe(tidyPhrase('a b')))

  test('whatever it is, what is asked is short, on one line, and stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const phrase = tidyPhrase(typed)
        if (phrase === null) return
        expect(phrase.length).toBeLessThanOrEqual(MOST_PHRASE)
        expect(phrase).not.toMatch(/(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])[\p{C}\n]/u)
        expect(tidyPhrase(phrase)).toBe(phrase)
      }),
    )
  })
})

test('the more readily, the less a picture has to fit', () => {
  const least = STRENGTHS.map((strength) =>
    Array.from({ length: 101 }, (_, i) => i / 100).find((p) => showsTopic({ strength }, p)),
  )
  expect(least).toEqual([0.97, 0.9, 0.75, 0.5, 0.25])
  expect(showsTopic({ strength: 5 }, null)).toBe(false)
})

test('the same phrase in other letters is the same topic, the first of which stays', () => {
  const topics: Topic[] = [
    { phrase: 'Spiders', strength: 1 },
    { phrase: 'snakes', strength: 2 },
    { phrase: 'spiders', strength: 5 },
  ]
  expect(distinct(topics)).toEqual(topics.slice(0, 2))
})

test('of an animation the frame counts that a phrase fits best', () => {
  const scores = (...all: (number | null)[]) => all.map((probability, i) => ({ phrase: `p${i}`, probability }))
  expect(highestScores([scores(0.1, null, null), scores(0.9, 0.2, null), scores(0.4, 0.1, null)])).toEqual(
    scores(0.9, 0.2, null),
  )
  expect(highestScores([])).toEqual([])
})

test('the starter list fits into the settings as it is', () => {
  expect(HATE_TOPICS.map(tidyPhrase)).toEqual(HATE_TOPICS)
  expect(distinct(HATE_TOPICS.map((phrase) => ({ phrase, strength: 3 })))).toHaveLength(HATE_TOPICS.length)
  expect(HATE_TOPICS.length).toBeLessThan(MOST_TOPICS / 2)
})
