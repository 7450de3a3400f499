import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText, tidyText } from '../../../src/core/words/clean-text.ts'
import { plainSpelling } from '../../../src/core/words/plain-spelling.ts'
import { golden } from '../../fixtures/golden.ts'

test.each([
  ['two\nlines\tand\u00a0more', 'two lines and more'],
  ['  full-width ＡＢＣ ﬁ ', 'full-width ABC fi'],
  ['zero\u200bwidth \u00adsoft', 'zerowidth soft'],
  ['', ''],
])('tidies %j to %j', (raw, tidy) => expect(tidyText(raw)).toBe(tidy))

test.each([
  ['see https://example.org/x?y now', 'see now'],
  ['@someone: hello @other', 'hello'],
  ['mail me@example.org', 'mail me@example.org'],
  ['fish &amp; chips &#33;', 'fish & chips !'],
  ['I love 🏳️‍🌈!!', 'I love rainbow flag !!'],
  [
    '👩🏿‍🦯👍🏽 🇲🇽🤮☠',
    'woman with white cane dark skin tone thumbs up medium skin tone flag Mexico face vomiting skull and crossbones',
  ],
  ['1️⃣ # * 7', '1️⃣ # * 7'],
  ['h4te 4nd l0ve', 'hate and love'],
  ['s0 n07 the mo$que', 'so not the mosque'],
  ['they are t.r.a.s.h and v e r m i n!!', 'they are trash and vermin!!'],
  ['4chan on the 4th, 10k views, mp3, $5, 1 2 3 4, - - - -', '4chan on the 4th, 10k views, mp3, $5, 1 2 3 4, - - - -'],
])('the tower reads %j as %j', (raw, clean) => expect(cleanText(raw)).toBe(clean))

test('cleaning twice changes nothing more than cleaning tidied text once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => tidyText(tidyText(text)) === tidyText(text)),
  )
})

test("disguised words are read as Python's recipe reads them", () => {
  const { texts, plain } = golden<{ texts: string[]; plain: string[] }>('spelling')
  expect(texts.map(plainSpelling)).toEqual(plain)
  expect(texts.filter((text, i) => text !== plain[i]).length).toBeGreaterThan(100)
})

test('a hostile word of any length is read in no time', () => {
  for (const word of ['x', '1a', 'a1', 'a ', 'a.', '$'])
    expect(plainSpelling(`${word.repeat(50_000)}2.a`).length).toBeGreaterThan(0)
})
