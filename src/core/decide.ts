import type { ModelName } from './model/head.ts'

/** What the pipeline says of one picture or text. Probabilities are calibrated, times are milliseconds. */
export interface Verdict {
  probability: number
  /**
   * P(sexual picture), which has nothing to do with `probability`; null where it was not asked for or there is no
   * picture.
   */
  sexual: number | null
  text: string
  /** The text's language where it is another one than English (ISO 639-1): then the probability means nothing. */
  language: string | null
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
}

export interface Stages {
  decode: number
  ocr: number
  vision: number
  text: number
  head: number
  sexual: number
}

/** Milliseconds of a verdict, all stages together. */
export function totalMs(ms: Stages): number {
  return Object.values(ms).reduce((sum, stage) => sum + stage, 0)
}

export type Prediction = 'Offensive' | 'Non-offensive'

/** Why a verdict must not be taken for one, fit to show after "the picture"; null where it may. */
export function notJudged({ language }: Pick<Verdict, 'language'>): string | null {
  if (language === null) return null
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(language) ?? language
  return `has text in ${name}, and only English is judged`
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
