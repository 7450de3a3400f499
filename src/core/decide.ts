/** Which towers and which head (the start of its file's SHA-256) judged. */
export interface ModelName {
  id: string
  version: string
  head: string
}

/** What the pipeline says of one picture or text. Probabilities are calibrated, times are milliseconds. */
export interface Verdict {
  probability: number
  text: string
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
}

export type Prediction = 'Offensive' | 'Non-offensive'

/** The one place where a probability becomes a decision. */
export function decide(probability: number, threshold: number): Prediction {
  return probability >= threshold ? 'Offensive' : 'Non-offensive'
}
