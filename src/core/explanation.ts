import { type Contributions, decide, percent, type Sensitivity, type Verdict, weakness } from './decide.ts'
import { counts, RATING_NAMES, RATINGS, type Ratings } from './model/ratings.ts'

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

/** The verdict's contributions add reasons where they were asked for. */
export function explanationOf(verdict: Verdict, sensitivity: Sensitivity): Explanation {
  const { contributions, probability } = verdict
  const weak = weakness(verdict)
  const words = (contributions?.words ?? []).map((one) => ({ ...one, counts: Math.abs(one.change) >= LEAST_CHANGE }))
  const reasons = [
    weak && `This tells little: ${weak}.`,
    contributions && partsOf(probability, contributions),
    contributions?.window && 'The text is long: this is about the part that counted.',
    strongestOf(words),
    verdict.frames > 1 && `Of the ${verdict.frames} pictures of the animation that were looked at this is the worst.`,
    verdict.asides.length > 0 && `Not judged, for they are nobody’s words: ${verdict.asides.join(' · ')}`,
    ratedAs(verdict.ratings),
  ]
  return {
    decision: `${decide(verdict, sensitivity)}: ${percent(probability)}. ${lineOf(verdict, sensitivity)}`,
    reasons: reasons.filter((reason) => typeof reason === 'string'),
    words,
  }
}

function ratedAs(ratings: Ratings): string | null {
  const rated = RATINGS.flatMap((rating) => {
    const probability = ratings[rating]
    const note = counts(rating, probability) ? ', which counts' : ''
    return probability === null ? [] : [`${percent(probability)} ${RATING_NAMES[rating]}${note}`]
  })
  return rated.length > 0 ? `Rated apart from that: ${rated.join('; ')}.` : null
}

function lineOf({ thresholds }: Verdict, { level, threshold }: Sensitivity): string {
  if (threshold !== null) return `Your own threshold flags from ${percent(threshold)} on.`
  return `The level “${level}” flags from ${percent(thresholds[level])} on.`
}

/** A picture or a text alone leaves nothing to tell apart. */
function partsOf(probability: number, { image, text }: Contributions): string | null {
  if (image === null || text === null) return null
  return `Without its words it has ${percent(probability - text)}, without the picture ${percent(probability - image)}.`
}

function strongestOf(words: WeighedWord[]): string | null {
  const told = words.filter(({ counts }) => counts)
  if (told.length === 0) return words.length > 0 ? 'No single word moves it much.' : null
  const strongest = told.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)).slice(0, MOST_WORDS)
  return `What single words change, in percentage points: ${strongest.map(points).join(', ')}.`
}

function points({ word, change }: WeighedWord): string {
  return `${word} ${change > 0 ? '+' : '−'}${Math.round(Math.abs(change) * 100)}`
}
