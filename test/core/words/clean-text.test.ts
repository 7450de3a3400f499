import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText, tidyText } from '../../../src/core/words/clean-text.ts'
import { plainSpelling } from '../../../src/core/words/plain-spelling.ts'
import table from '../../fixtures/clean-text.json' with { type: 'json' }
import { golden } from '../../fixtures/golden.ts'

/** The rule's cases, raw and clean, which Python's tests read too. */
const cases: Record<string, string[][]> = table

test.each([
  ['two\nlines\tand\u00a0more', 'two lines and more'],
  ['  full-width ＡＢＣ ﬁ ', 'full-width ABC fi'],
  ['zero\u200bwidth \u00adsoft', 'zerowidth soft'],
  ['', ''],
])('tidies %j to %j', (raw, tidy) => expect(tidyText(raw)).toBe(tidy))

describe.each(Object.entries(cases))('%s:', (_, rows) => {
  test.each(rows)('the tower reads %j as %j', (raw, clean) => expect(cleanText(raw)).toBe(clean))
})

test('cleaning twice changes nothing more than cleaning tidied text once', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => tidyText(tidyText(text)) === tidyText(text)),
  )
})

test("texts are read as Python's recipe reads them", () => {
  const { texts, clean } = golden<{ texts: string[]; clean: string[] }>('clean-text')
  expect(texts.map(cleanText)).toEqual(clean)
  expect(texts.filter((text, i) => text !== clean[i]).length).toBeGreaterThan(500)
})

test('a hostile word of any length is read in no time', () => {
  for (const word of ['x', '1a', 'a1', 'a ', 'a.', '$'])
    expect(plainSpelling(`${word.repeat(50_000)}2.a`).length).toBeGreaterThan(0)
})
