/** What the pipeline says of one picture or text. Probabilities are calibrated, times are milliseconds. */
export interface Verdict {
  probability: number
  text: string
  /** Mean confidence of the lines read, 0–1; null when the text was given or there was none to read. */
  ocrConfidence: number | null
  model: { id: string; version: string }
  ms: Stages
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
