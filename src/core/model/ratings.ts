import type { Lazy } from '../lazy.ts'
import type { Pixels } from '../picture/pixels.ts'
import { greater, highestScores, isSamePhrase, showsTopic, type Topic, type TopicScore } from './topics.ts'

/** What a picture is rated for apart from "offensive", by a model of its own. */
export const RATINGS = ['symbol', 'sexual'] as const
/** `symbol`: it shows a symbol of hatred, as a swastika or SS runes; `sexual`: it is a sexual picture. */
export type Rating = (typeof RATINGS)[number]

/** What a picture may be veiled for apart from "offensive"; what counts most first. */
export const APART = [...RATINGS, 'topic'] as const
export type Apart = (typeof APART)[number]

/** Probabilities by rating; null where one was not asked for or there is no picture. */
export interface Ratings extends Record<Rating, number | null> {
  /** Of the phrases that were asked for. */
  topics: TopicScore[]
}

export const UNRATED: Ratings = { symbol: null, sexual: null, topics: [] }

/** What the user wants pictures to be veiled for apart from "offensive". */
export interface Unwanted extends Record<Rating, boolean> {
  topics: readonly Topic[]
}

/** What pictures are to be rated for. */
export interface RatedFor {
  ratings: readonly Rating[]
  /** Phrases. */
  topics: readonly string[]
}

/**
 * From which probability on a rating counts. What that flags of harmless pictures: sexual 1.4 % (.6–2.9 %, n = 444);
 * symbol as its card says.
 */
const COUNTS_FROM: Record<Rating, number> = { symbol: 0.5, sexual: 0.8 }

export function counts(rating: Rating, probability: number | null): boolean {
  return probability !== null && probability >= COUNTS_FROM[rating]
}

/** Something apart from "offensive" that a picture is. */
export type Counted = { kind: Rating; probability: number } | { kind: 'topic'; phrase: string; probability: number }

/** Those of `unwanted` that count, with their probabilities. */
export function counting(ratings: Ratings, unwanted: Unwanted): Counted[] {
  const rated = RATINGS.flatMap((kind): Counted[] => {
    const probability = ratings[kind]
    return unwanted[kind] && probability !== null && counts(kind, probability) ? [{ kind, probability }] : []
  })
  return [...rated, ...shownOf(ratings, unwanted.topics)]
}

/** Those topics that the picture shows. */
export function shownOf(ratings: Ratings, topics: readonly Topic[]): Extract<Counted, { kind: 'topic' }>[] {
  return ratings.topics.flatMap(({ phrase, probability }) => {
    const topic = topics.find((topic) => isSamePhrase(topic.phrase, phrase))
    const isShown = topic && probability !== null && showsTopic(topic, probability)
    return isShown ? [{ kind: 'topic' as const, phrase, probability }] : []
  })
}

/** The model that rates. */
export interface Rater {
  /** The probability. */
  rate(pixels: Pixels): Promise<number>
  close(): Promise<void>
}

/** Each loads at the first picture that it is to rate. */
export type Raters = Record<Rating, Lazy<Rater>>

/** The ratings of an animation, of those of its pictures. */
export function highest(all: Ratings[]): Ratings {
  const of = (rating: Rating) => all.map((ratings) => ratings[rating]).reduce(greater)
  return { symbol: of('symbol'), sexual: of('sexual'), topics: highestScores(all.map(({ topics }) => topics)) }
}

/** What `unwanted` asks for. */
export function ratedFor(unwanted: Unwanted): RatedFor {
  return {
    ratings: RATINGS.filter((rating) => unwanted[rating]),
    topics: unwanted.topics.map(({ phrase }) => phrase),
  }
}

/** What is asked for now and was not before. */
export function addedTo(before: RatedFor, now: RatedFor): RatedFor {
  return {
    ratings: now.ratings.filter((rating) => !before.ratings.includes(rating)),
    topics: now.topics.filter((phrase) => !before.topics.some((other) => isSamePhrase(other, phrase))),
  }
}

/** Whether all that is asked for is known. */
export function isRated(ratings: Ratings, { ratings: wanted, topics }: RatedFor): boolean {
  return (
    wanted.every((rating) => ratings[rating] !== null) &&
    topics.every((phrase) => scoreOf(ratings, phrase) !== undefined)
  )
}

/** What is known of a phrase; undefined where it was not asked. */
export function scoreOf({ topics }: Ratings, phrase: string): TopicScore | undefined {
  return topics.find((score) => isSamePhrase(score.phrase, phrase))
}
