import { bareText } from './clean-text.ts'

/** Shorter texts are names and shouts: they tell no language. */
const LEAST_LETTERS = 20
/**
 * How much likelier than English another language has to be: at 1.3, .4 % of 2,000 English captions were taken for
 * another one by that alone.
 */
const MARGIN = 1.3

/**
 * The language of a text (ISO 639-1) that is reliably another one than English, else null. Names, scores and menus are
 * spelled like their language and stay English: it takes the words that hold sentences together
 * (docs/experiments/language.md).
 */
export async function foreignLanguage(text: string): Promise<string | null> {
  const bare = bareText(text)
  const letters = bare.match(/\p{L}/gu) ?? []
  if (letters.length < LEAST_LETTERS) return null
  // its tables take .4 s to build: not before there is a text to tell
  const [{ eld }, { isSentence }] = await Promise.all([import('eld/medium'), import('./sentence.ts')])
  const found = eld.detect(bare)
  if (found.language === '' || found.language === 'en' || !found.isReliable()) return null
  const scores = found.getScores()
  const margin = scores[found.language] / (scores.en ?? 0)
  if (margin <= MARGIN) return null
  const latin = letters.filter((letter) => /\p{Script=Latin}/u.test(letter)).length
  if (2 * latin < letters.length) return found.language
  return isSentence(bare, found.language, margin) ? found.language : null
}
