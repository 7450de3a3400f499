import type { ModelName } from './model/head.ts'
import { UserError } from './user-error.ts'

/** What the pipeline says of one picture or text. Probabilities are calibrated, times are milliseconds. */
export interface Verdict {
  probability: number
  /**
   * P(sexual picture), which has nothing to do with `probability`; null where it was not asked for or there is no
   * picture.
   */
  sexual: number | null
  text: string
  /** Lines of the picture that are nobody's words and were not judged: user names, dates, counters, watermarks. */
  asides: string[]
  /** The text's language where it is another one than English (ISO 639-1): then the probability means nothing. */
  language: string | null
  /**
   * What became of the lettering: where it is unreadable, the probability means nothing. 'none' also where the text was
   * given.
   */
  lettering: 'read' | 'unreadable' | 'none'
  /** How many frames were judged; the verdict is of the worst. 1 for a still picture, 0 for a text alone. */
  frames: number
  /** Mean confidence of the lines read, 0–1; null when the text was given or there was none to read. */
  ocrConfidence: number | null
  model: ModelName
  ms: Stages
  /** Where it was asked for. */
  contributions?: Contributions
}

/** What each part did to the probability: with it minus without it; null for a part that wasn't there. */
export interface Contributions {
  image: number | null
  text: number | null
  words: { word: string; change: number }[]
  /** The part of a long text that counted, whose words these are; null where the whole text did. */
  window: string | null
}

export interface Stages {
  decode: number
  ocr: number
  vision: number
  text: number
  head: number
  sexual: number
}

/** Runs a stage and counts its time. */
export type Timed = <T>(stage: keyof Stages, work: () => Promise<T> | T) => Promise<T>

/** Milliseconds of a verdict, all stages together. */
export function totalMs(ms: Stages): number {
  return Object.values(ms).reduce((sum, stage) => sum + stage, 0)
}

export type Prediction = 'Offensive' | 'Non-offensive'

/** Why a verdict must not be taken for one; the reason is fit to show after "the picture". */
export interface NotJudged {
  kind: 'language' | 'lettering'
  reason: string
  /** The language's English name, where it is that. */
  language?: string
}

/** Null where the verdict may be taken for one. */
export function notJudged({ language, lettering }: Pick<Verdict, 'language' | 'lettering'>): NotJudged | null {
  if (lettering === 'unreadable') return { kind: 'lettering', reason: 'has lettering that could not be read' }
  if (language === null) return null
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language
  return { kind: 'language', language: name, reason: `has text in ${name}, and only English is judged` }
}

/** The verdict, where it may be taken for one. Throws UserError. */
export function refuseUnjudged(verdict: Verdict): Verdict {
  const unjudged = notJudged(verdict)
  if (unjudged) throw new UserError(unjudged.kind, unjudged.reason)
  return verdict
}

/** What is said of a picture that has nothing to judge. */
export const HARMLESS = {
  probability: 0,
  language: null,
  lettering: 'none',
  frames: 1,
  ocrConfidence: null,
} as const satisfies Partial<Verdict>

/**
 * Which of an animation's frames speaks for it: the likeliest one if that is offensive, else one that could not be
 * judged, for the animation must not pass for fine, else the likeliest.
 */
export function worstFrame(
  frames: Pick<Verdict, 'probability' | 'language' | 'lettering'>[],
  threshold: number,
): number {
  const judged = frames.filter((frame) => !notJudged(frame))
  const likeliest = judged.reduce<(typeof frames)[number] | null>(
    (a, b) => (a === null || b.probability > a.probability ? b : a),
    null,
  )
  if (likeliest && likeliest.probability >= threshold) return frames.indexOf(likeliest)
  const unjudged = frames.findIndex(notJudged)
  return unjudged >= 0 ? unjudged : frames.indexOf(likeliest as (typeof frames)[number])
}

/** A picture counts as sexual from here on: of 444 pictures without sex, 1.4 % (.6–2.9 %) do. */
const SEXUAL_FROM = 0.8

export function isSexual(probability: number | null | undefined): boolean {
  return (probability ?? 0) >= SEXUAL_FROM
}

/** A probability or rate as a person reads it. */
export function percent(rate: number): string {
  return `${Math.round(rate * 100)} %`
}

/** Where P(offensive) becomes a decision. */
export function decide(probability: number, threshold: number): Prediction {
  return probability >= threshold ? 'Offensive' : 'Non-offensive'
}
