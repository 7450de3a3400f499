import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { joinHyphenated } from '../../../src/core/words/hyphens.ts'
import { createTokenizer } from '../../../src/core/words/tokens.ts'

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../public/models/memeveil-mini/${name}`, import.meta.url), 'utf8'))
const { tokenize } = createTokenizer(read('tokenizer.json'), read('tokenizer_config.json'))
const join = (text: string) => joinHyphenated(text, (word) => tokenize(word, 128).length - 2)

test.each([
  ['deport all im-mi-grants, wo-men and Mus-lims', 'deport all immigrants, women and Muslims'],
  ['such an in-sult: "re-spect"', 'such an insult: "respect"'],
])('words that hyphens tear apart are read whole: %s', (text, whole) => {
  expect(join(text)).toBe(whole)
})

test.each([
  'a well-known far-right, anti-semitic man',
  'same-sex, dark-skinned, non-white, heart-eyes, twenty-one',
  'the years 1914-18, F-16, a - b, --, -, x-',
])('compounds stay as they are: %s', (text) => {
  expect(join(text)).toBe(text)
})
