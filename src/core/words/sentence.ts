import * as words from 'stopword'

/** Words that hold sentences together, by the languages (ISO 639-1) that eld tells and that write in Latin letters. */
const LISTS: Record<string, string[]> = {
  ca: words.cat,
  cs: words.ces,
  da: words.dan,
  de: words.deu,
  es: words.spa,
  et: words.est,
  eu: words.eus,
  fi: words.fin,
  fr: words.fra,
  hr: words.hrv,
  hu: words.hun,
  it: words.ita,
  lt: words.lit,
  lv: words.lav,
  // eld has no Indonesian, which it tells as Malay
  ms: [...words.msa, ...words.ind],
  nl: words.nld,
  no: words.nob,
  pl: words.pol,
  pt: words.por,
  ro: words.ron,
  sk: words.slk,
  sl: words.slv,
  sv: words.swe,
  tl: words.tgl,
  tr: words.tur,
  vi: words.vie,
  yo: words.yor,
}

const ENGLISH = new Set([...words.eng, 'vs'])
/** They hold names together too (Van Damme, Los Angeles, Rio de Janeiro), and tell little. */
const IN_NAMES = new Set(
  'al au da das de del della den der di do dos du el il la las le les los san santa van von'.split(' '),
)

/** How much likelier than English a language has to be where no function word backs it. */
const MARGIN_ALONE = 2
/** So many different words make a sentence without a function word; fewer are a shout or a brand. */
const LEAST_WORDS = 4
/** With more words than that in capitals a text is names, a heading or a shout. */
const MOST_CAPITALS = 0.5
/** What stands between names, scores and dishes. */
const LISTED = /[\d:&]|,.*,/

/**
 * Whether a text that is spelled like `language`, `margin` times likelier than English, is a sentence in it: names,
 * scores and menus are spelled so too, but no function word holds them together.
 */
export function isSentence(text: string, language: string, margin: number): boolean {
  const words = text.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  const shouted = text === text.toLocaleUpperCase(language)
  // a capital among small letters is a name's
  const plain = words.filter((word, i) => i === 0 || shouted || !isCapital(word))
  const { own, inNames, english } = functionWords(plain, language)
  if (own > 0) return true
  if (words.filter(isCapital).length > MOST_CAPITALS * words.length || LISTED.test(text)) return false
  return inNames > 0 || (english === 0 && margin > MARGIN_ALONE && new Set(words).size >= LEAST_WORDS)
}

/** How many different function words are among `words`: of the language alone, of it and of names, of English alone. */
function functionWords(words: string[], language: string): Record<'own' | 'inNames' | 'english', number> {
  const list = new Set(LISTS[language] ?? [])
  const different = [...new Set(words.map((word) => word.toLocaleLowerCase(language)))]
  const found = different.filter((word) => list.has(word) && !ENGLISH.has(word))
  const inNames = found.filter((word) => IN_NAMES.has(word)).length
  const english = different.filter((word) => ENGLISH.has(word) && !list.has(word)).length
  return { own: found.length - inNames, inNames, english }
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word)
}
