import type { Timed } from './decide.ts'
import { highestOf } from './model/calibration.ts'
import type { Classify } from './model/head.ts'
import type { Towers } from './model/towers.ts'
import { windowsOf } from './words/windows.ts'

/** What texts are judged with. */
export interface TextParts {
  towers: Towers
  classify: Classify
  /** Does the head's text steps. */
  prepare(text: string): string
}

/** What speaks for a text: all of it or, if it is long, the window that is likeliest offensive. */
export interface Counted {
  /** As the towers got it. */
  words: string
  embedding: Float32Array | null
  isWindow: boolean
  /** As the highest of how many it counts; see `highestOf`. */
  among: number
  probability: number
}

/**
 * Of harmless long texts twice as many are flagged as of short ones, if they are judged as a whole, and the whole and
 * its windows may flag half each (docs/experiments/text-length.md).
 */
const SHARES = 2
const LONG_AS = 2

/** So many windows are embedded between two looks at whether anybody still waits: a tenth of a second of work. */
const BATCH = 4

/** Judges a text, given by its paragraphs' lines, with its picture's embedding [d] or null. */
export async function judgePassages(
  { towers, classify, prepare }: TextParts,
  paragraphs: string[][],
  image: Float32Array | null,
  timed: Timed,
): Promise<Counted> {
  const windows = windowsOf(paragraphs)
  const passages = [paragraphs.flat().join(' '), ...windows].map(prepare)
  const embeddings: (Float32Array | null)[] = []
  for (let start = 0; start < passages.length; start += BATCH) {
    embeddings.push(...(await timed('text', () => towers.embedTexts(passages.slice(start, start + BATCH)))))
  }
  return timed('head', () => {
    const judged = passages.map((words, i) => {
      const among = windows.length === 0 ? 1 : SHARES * (i === 0 ? LONG_AS : windows.length)
      const probability = highestOf(classify(image, embeddings[i]), among)
      return { words, embedding: embeddings[i], isWindow: i > 0, among, probability }
    })
    // a window in which the tower sees nothing says nothing of the text
    const seen = judged.filter(({ embedding, isWindow }) => embedding !== null || !isWindow)
    return seen.reduce((a, b) => (b.probability > a.probability ? b : a))
  })
}
