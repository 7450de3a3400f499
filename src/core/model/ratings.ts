import type { Lazy } from '../lazy.ts'
import type { Pixels } from '../picture/pixels.ts'

/** What a picture is rated for apart from "offensive", by a model of its own. */
export const RATINGS = ['symbol', 'sexual'] as const
/** `symbol`: it shows a symbol of hatred, as a swastika or SS runes; `sexual`: it is a sexual picture. */
export type Rating = (typeof RATINGS)[number]

/** Probabilities by rating; null where one was not asked for or there is no picture. */
export type Ratings = Record<Rating, number | null>

export const UNRATED: Ratings = { symbol: null, sexual: null }

/**
 * From which probability on a rating counts. What that flags of harmless pictures: sexual 1.4 % (.6–2.9 %, n = 444);
 * symbol as its card says.
 */
const COUNTS_FROM: Record<Rating, number> = { symbol: 0.5, sexual: 0.8 }

export function counts(rating: Rating, probability: number | null): boolean {
  return probability !== null && probability >= COUNTS_FROM[rating]
}

/** Those of `wanted` that count, with their probabilities. */
export function counting(ratings: Ratings, wanted: readonly Rating[] = RATINGS): [Rating, number][] {
  return wanted.flatMap((rating) => {
    const probability = ratings[rating]
    return probability !== null && counts(rating, probability) ? [[rating, probability]] : []
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
  const of = (rating: Rating) =>
    all.map((ratings) => ratings[rating]).reduce((a, b) => (a === null || b === null ? (a ?? b) : Math.max(a, b)))
  return { symbol: of('symbol'), sexual: of('sexual') }
}

/** The ratings that `wanted` switches on. */
export function wantedRatings(wanted: Record<Rating, boolean>): Rating[] {
  return RATINGS.filter((rating) => wanted[rating])
}
