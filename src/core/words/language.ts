/** Shorter texts are names and shouts: they tell no language. */
const LEAST_LETTERS = 20
/**
 * How much likelier than English another language has to be: at 1.3, .4 % of 2,000 English captions were taken for
 * another one.
 */
const MARGIN = 1.3

/** The language of a text (ISO 639-1) that is reliably another one than English, else null. */
export async function foreignLanguage(text: string): Promise<string | null> {
  if (text.replace(/\P{L}/gu, '').length < LEAST_LETTERS) return null
  // its tables take .4 s to build: not before there is a text to tell
  const { eld } = await import('eld/medium')
  const found = eld.detect(text)
  if (found.language === '' || found.language === 'en' || !found.isReliable()) return null
  const scores = found.getScores()
  return scores[found.language] > (scores.en ?? 0) * MARGIN ? found.language : null
}
