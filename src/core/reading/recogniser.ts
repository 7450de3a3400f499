import type { Pixels } from '../picture/pixels.ts'
import type { LineReading, Platform, Session } from '../platform.ts'
import { bluePlanesFirst } from './detector.ts'

const HALF = [0.5, 0.5, 0.5]

/** Reads one line, cropped to LINE_HEIGHT. */
export interface Recogniser {
  read(line: Pixels): Promise<LineReading>
  close(): Promise<void>
}

export function createRecogniser(session: Session, Tensor: Platform['Tensor'], characters: string[]): Recogniser {
  // connectionist temporal classification: the first class is no character
  const classes = ['', ...characters, ' ']
  return {
    async read({ width, height, data }) {
      const input = new Tensor('float32', bluePlanesFirst(data, HALF, HALF), [1, 3, height, width])
      const output = (await session.run({ [session.inputNames[0]]: input }))[session.outputNames[0]]
      return decode((await output.getData()) as Float32Array, classes)
    },
    close: () => session.release(),
  }
}

/**
 * The likeliest class of each step, repetitions and the class of no character left out; confidence is the mean
 * probability of what stays.
 * @param probabilities [steps, classes], flat
 */
export function decode(probabilities: Float32Array, classes: string[]): LineReading {
  let text = ''
  let sum = 0
  let count = 0
  let before = -1
  for (let from = 0; from < probabilities.length; from += classes.length) {
    let best = 0
    for (let i = 1; i < classes.length; i++) if (probabilities[from + i] > probabilities[from + best]) best = i
    if (best !== before && best !== 0) {
      text += classes[best]
      sum += probabilities[from + best]
      count++
    }
    before = best
  }
  return { text, confidence: count > 0 ? sum / count : 0 }
}
