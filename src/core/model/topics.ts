/** What pictures are looked through for, in the user's own words. */
export interface Topic {
  phrase: string
  /** How readily a picture counts as one that shows it. */
  strength: Strength
}

/** From what is all but certain to what merely might be. */
export const STRENGTHS = [1, 2, 3, 4, 5] as const
export type Strength = (typeof STRENGTHS)[number]
export const USUAL_STRENGTH: Strength = 3

/** How well a phrase fits a picture, 0–1; null where the model sees nothing in it. Uncalibrated. */
export interface TopicScore {
  phrase: string
  probability: number | null
}

/** What the model that topics are asked of made of a picture: from it no picture can be had back. */
export interface Seen {
  /** The model's name: what another one made can't be compared. */
  by: string
  /** Packed embeddings of the frames; none where there is nothing in the picture. */
  frames: string[]
}

/** From which score on each strength counts: not chosen on any pictures, since there were no real weights to try. */
const COUNTS_FROM: Record<Strength, number> = { 1: 0.97, 2: 0.9, 3: 0.75, 4: 0.5, 5: 0.25 }

export function showsTopic({ strength }: Pick<Topic, 'strength'>, probability: number | null): boolean {
  return probability !== null && probability >= COUNTS_FROM[strength]
}

/** Each is one more comparison a picture, and a few texts to embed once. */
export const MOST_TOPICS = 30
/** Characters; a tower reads no more than a sentence. */
export const MOST_PHRASE = 80

/**
 * What isn't shown and is part of what is: a (non-)joiner between two letters or emoji, and the tags of a flag. All
 * else that isn't shown goes, such as what turns a text around.
 */
const SHOWN = String.raw`\p{L}\p{M}\p{N}\p{Emoji_Modifier}\p{Extended_Pictographic}\ufe0f`
const JOINER = String.raw`(?<=[${SHOWN}])[\u200c\u200d](?=[${SHOWN}])`
const FLAG = String.raw`\u{1f3f4}[\u{e0020}-\u{e007e}]{1,10}\u{e007f}`
const UNSEEN = new RegExp(String.raw`(${FLAG}|${JOINER})|(?!\p{Cc})\p{C}`, 'gu')

/**
 * A phrase as it is asked, without what isn't seen or turns the text around it; null where nothing is left that says
 * something, or too much.
 */
export function tidyPhrase(typed: string): string | null {
  if (typed.length > MOST_PHRASE * 4) return null
  const phrase = typed
    .normalize('NFC')
    // what isn't shown first, for it may stand between two spaces
    .replace(UNSEEN, '$1')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  return phrase.length <= MOST_PHRASE && /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(phrase) ? phrase : null
}

/** The same phrase for everybody but a computer. */
export const isSamePhrase = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()

/** Without those that are there already. */
export function distinct(topics: Topic[]): Topic[] {
  return topics.filter(({ phrase }, i) => topics.findIndex((other) => isSamePhrase(other.phrase, phrase)) === i)
}

/** The scores of an animation, of those of its pictures. */
export function highestScores(all: TopicScore[][]): TopicScore[] {
  const [first = [], ...others] = all
  return first.map(({ phrase, probability }, i) => ({
    phrase,
    probability: others.reduce((most, scores) => greater(most, scores[i]?.probability ?? null), probability),
  }))
}

/** Of two probabilities, where one that isn't there is less than any. */
export function greater(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}

/**
 * A beginning for those who want to see no hatred: what can be seen of it, in the words that such a model was trained
 * on. Not tried on real weights.
 */
export const HATE_TOPICS = [
  'a swastika flag',
  'a Nazi salute',
  'a Nazi SS uniform',
  'a portrait of Adolf Hitler',
  'a Ku Klux Klan hood',
  'a burning cross',
  'a hangman’s noose',
  'a Confederate battle flag',
  'a white power hand sign',
  'a throat-cutting gesture',
  'a person pulling back their eyes to mock Asians',
  'a person in blackface',
  'an antisemitic caricature',
  'the flag of the Islamic State',
]
