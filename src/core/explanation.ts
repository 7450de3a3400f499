import { type Contributions, decide, type Sensitivity, type Verdict, weakness } from './decide.ts'
import { type Counted, counts, RATINGS, type Ratings, scoreOf } from './model/ratings.ts'
import { showsTopic, type Topic } from './model/topics.ts'
import type { Say } from './say.ts'
import type { Opinion } from './second/beside.ts'

/** A word that was judged. */
export interface WeighedWord {
  word: string
  /** What it did to the probability: with it minus without it. */
  change: number
  /** Whether that is enough to be told. */
  counts: boolean
}

/** Why a verdict is what it is, in the words of every place that tells it. */
export interface Explanation {
  /** What was decided, by which probability, and where the line is. */
  decision: string
  /** Sentences, what matters most first. */
  reasons: string[]
  /** The words that were judged, in their order; of a long text those of the part that counted. */
  words: WeighedWord[]
}

/** A word is told from here on; those below move a probability by no more than its rounding and their neighbours do. */
const LEAST_CHANGE = 0.05
const MOST_WORDS = 6
/** What has no spaces is one word, whoever wrote it. */
const MOST_LETTERS = 40
const MOST_TOPICS_TOLD = 4

/** The verdict's contributions add reasons where they were asked for. */
export function explanationOf(say: Say, verdict: Verdict, sensitivity: Sensitivity): Explanation {
  const { contributions, second } = verdict
  const weak = weakness(say, verdict)
  const words = (contributions?.words ?? []).map((one) => ({ ...one, counts: Math.abs(one.change) >= LEAST_CHANGE }))
  const reasons = [
    weak && say('whyWeak', { weakness: { said: weak } }),
    contributions && partsOf(say, second?.first ?? verdict.probability, contributions),
    second && secondOf(say, verdict.model.id, second),
    contributions?.window && say('whyWindow'),
    strongestOf(say, words),
    verdict.frames > 1 && say.count('whyFrames', verdict.frames),
    verdict.asides.length > 0 && say('whyAsides', { lines: verdict.asides.join(' · ') }),
    ratedAs(say, verdict.ratings),
    topicsOf(say, verdict.ratings, sensitivity.topics ?? []),
  ]
  return {
    decision: `${decided(say, verdict, sensitivity)}. ${lineOf(say, verdict, sensitivity)}`,
    reasons: reasons.filter((reason) => typeof reason === 'string'),
    words,
  }
}

/** What a picture is apart from "offensive", as every place tells it. */
export function apartSaid(say: Say, one: Counted): string {
  const percent = { percent: one.probability }
  return one.kind === 'topic'
    ? say('rated_topic', { percent, phrase: one.phrase })
    : say(`rated_${one.kind}`, { percent })
}

function ratedAs(say: Say, ratings: Ratings): string | null {
  const rated = RATINGS.flatMap((kind) => {
    const probability = ratings[kind]
    if (probability === null) return []
    const said = apartSaid(say, { kind, probability })
    return counts(kind, probability) ? say('ratedCounts', { rated: { said } }) : said
  })
  return rated.length > 0 ? say('ratedApart', { rated: { said: rated.join(say('comma')) } }) : null
}

/** How well what is looked for fits, the likeliest first. */
function topicsOf(say: Say, ratings: Ratings, topics: readonly Topic[]): string | null {
  const scored = topics
    .flatMap((topic) => {
      const probability = scoreOf(ratings, topic.phrase)?.probability ?? null
      return probability === null ? [] : { ...topic, probability }
    })
    .sort((a, b) => b.probability - a.probability)
  const told = scored.slice(0, MOST_TOPICS_TOLD).map(({ phrase, strength, probability }) => {
    const said = `${say.value(phrase)} ${say.value({ percent: probability })}`
    return showsTopic({ strength }, probability) ? say('ratedCounts', { rated: { said } }) : said
  })
  return told.length > 0 ? say('whyTopics', { topics: { said: told.join(say('comma')) } }) : null
}

/** What was decided, and by which probability. */
export function decided(
  say: Say,
  verdict: Pick<Verdict, 'probability' | 'thresholds'>,
  sensitivity: Sensitivity,
): string {
  const offensive = decide(verdict, sensitivity) === 'Offensive'
  return say(offensive ? 'decidedOffensive' : 'decidedNonOffensive', { percent: { percent: verdict.probability } })
}

function lineOf(say: Say, { thresholds }: Verdict, { level, threshold }: Sensitivity): string {
  if (threshold !== null) return say('flagsByThreshold', { percent: { percent: threshold } })
  return say('flagsByLevel', { level: { said: say(`level_${level}`) }, percent: { percent: thresholds[level] } })
}

/** A picture or a text alone leaves nothing to tell apart. */
function partsOf(say: Say, probability: number, { image, text }: Contributions): string | null {
  if (image === null || text === null) return null
  return say('whyParts', { wordless: { percent: probability - text }, pictureless: { percent: probability - image } })
}

/** What both models say, and whether the second counts. */
function secondOf(say: Say, judge: string, { towers, trained, counts, ...said }: Opinion): string {
  const [first, second] = [{ percent: said.first }, { percent: said.probability }]
  const both = { first, judge, model: towers.id, second }
  const counted = { percent: said.onScale }
  if (!counts) return say(trained ? 'whySecondOverruled' : 'whySecondUntrained', both)
  return say(trained ? 'whySecond' : 'whySecondAllowed', { ...both, counted })
}

function strongestOf(say: Say, words: WeighedWord[]): string | null {
  const told = words.filter(({ counts }) => counts)
  if (told.length === 0) return words.length > 0 ? say('whyNoWord') : null
  const strongest = told.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)).slice(0, MOST_WORDS)
  return say('whyWords', { words: { said: strongest.map((word) => points(say, word)).join(say('comma')) } })
}

function points(say: Say, { word, change }: WeighedWord): string {
  const letters = [...word]
  const told = letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS).join('')}…` : word
  return `${say.value(told)} ${say.value({ points: change })}`
}
