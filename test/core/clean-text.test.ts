import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanText, tidyText } from '../../src/core/clean-text.ts'

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
  ['👩🏿‍🦯👍🏽 🇲🇽🤮☠', 'woman with white cane dark skin tone thumbs up medium skin tone flag Mexico face vomiting skull and crossbones'],
  ['1️⃣ # * 7', '1️⃣ # * 7'],
])('the tower reads %j as %j', (raw, clean) => expect(cleanText(raw)).toBe(clean))

test('cleaning twice changes nothing more than cleaning tidied text once', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => tidyText(tidyText(text)) === tidyText(text)))
})
