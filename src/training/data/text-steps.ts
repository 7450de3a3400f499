import { createRequire } from 'node:module'
import { eng } from 'stopword'
import Tokenizer from 'wink-tokenizer'
import { cleanText } from '../../core/words/clean-text.ts'

/**
 * The report's preprocessing, in its order: NLTK's tokeniser, noun lemmas and English stop words, here by the npm
 * packages that do the same.
 */
export const TEXT_STEPS = ['lower-case', 'tokenise', 'lemmatise', 'stop-words', 'punctuation'] as const
export type TextStep = (typeof TEXT_STEPS)[number]

/** Named choices: what the report did, and what the tower reads best (see docs/EXPERIMENT.md). */
export const PREPROCESSINGS: Record<string, readonly TextStep[]> = { default: [], report: TEXT_STEPS }

const tokenizer = new Tokenizer()
const stopWords = new Set(eng)
type Lemmatizer = typeof import('wink-lemmatizer')
let lemmatizer: Lemmatizer | undefined

/** Its lexicon is a sixth of a command's start, and few commands need it. */
function nounLemma(word: string): string {
  lemmatizer ??= createRequire(import.meta.url)('wink-lemmatizer') as Lemmatizer
  return lemmatizer.noun(word)
}

const STEPS: Record<TextStep, (tokens: string[]) => string[]> = {
  'lower-case': (tokens) => tokens.map((t) => t.toLowerCase()),
  tokenise: (tokens) => tokenizer.tokenize(tokens.join(' ')).map((t) => t.value),
  // WordNet knows lower-case words alone; others keep their form
  lemmatise: (tokens) => tokens.map(nounLemma),
  'stop-words': (tokens) => tokens.filter((t) => !stopWords.has(t.toLowerCase())),
  punctuation: (tokens) => tokens.map((t) => t.replace(/[\p{P}$+<=>^`|~]/gu, '')).filter((t) => t !== ''),
}

/**
 * The cleaned text after the named steps, in the report's order; without any, the cleaned text. Throws RangeError for
 * an unknown step.
 */
export function applyTextSteps(text: string, steps: readonly string[]): string {
  const unknown = steps.find((step) => !TEXT_STEPS.includes(step as TextStep))
  if (unknown !== undefined) throw new RangeError(`"${unknown}" is no text step; there are ${TEXT_STEPS.join(', ')}`)
  const cleaned = cleanText(text)
  if (steps.length === 0) return cleaned
  return TEXT_STEPS.filter((step) => steps.includes(step))
    .reduce((tokens, step) => STEPS[step](tokens), cleaned.split(' '))
    .join(' ')
}
