import type { FedText } from './corrections/fed.ts'
import type { Timed } from './decide.ts'
import { highestOf } from './model/calibration.ts'
import type { Classify } from './model/head.ts'
import type { Towers } from './model/towers.ts'
import type { Reading } from './reading/reading.ts'
import { cleanText } from './words/clean-text.ts'
import { namesAsWords } from './words/names.ts'
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

/** A text's judgement, and all of its parts that it came from. */
export interface JudgedText {
  counted: Counted
  passages: FedText[]
}

/**
 * Of harmless long texts twice as many are flagged as of short ones, if they are judged as a whole, and the whole and
 * its windows may flag half each (docs/experiments/text-length.md).
 */
const SHARES = 2
const LONG_AS = 2

/** A name that is taken for words is to be as sure as the surest of so many: few names are sentences. */
const NAMES_AS = 4

/** So many windows are embedded between two looks at whether anybody still waits: a tenth of a second of work. */
const BATCH = 4

interface Passage {
  words: string
  isWindow: boolean
  /** As the highest of how many it counts. */
  among: number
}

/**
 * What is judged of a text: all of it; of a long one its windows; and what its names say as words, which is all that
 * there is where it has nothing else.
 */
function passagesOf({ paragraphs, named }: Pick<Reading, 'paragraphs' | 'named'>): Passage[] {
  const spoken = named.map((lines) => lines.map((line) => namesAsWords(line) ?? line))
  const said = cleanText(joined(paragraphs)) === '' ? spoken : paragraphs
  const hasNames = joined(spoken) !== joined(said)
  const windows = [...new Set([...windowsOf(said), ...(hasNames ? windowsOf(spoken) : [])])]
  const isLong = windows.length > 0
  return [
    { words: joined(said), isWindow: false, among: isLong ? SHARES * LONG_AS : 1 },
    ...(hasNames && !isLong ? [{ words: joined(spoken), isWindow: false, among: NAMES_AS }] : []),
    ...windows.map((words) => ({ words, isWindow: true, among: SHARES * windows.length })),
  ]
}

const joined = (paragraphs: string[][]) => paragraphs.flat().join(' ')

/** Judges a text with its picture's embedding [d] or null. */
export async function judgePassages(
  { towers, classify, prepare }: TextParts,
  reading: Pick<Reading, 'paragraphs' | 'named'>,
  image: Float32Array | null,
  timed: Timed,
): Promise<JudgedText> {
  const passages = passagesOf(reading).map((passage) => ({ ...passage, words: prepare(passage.words) }))
  const embeddings: (Float32Array | null)[] = []
  for (let start = 0; start < passages.length; start += BATCH) {
    const batch = passages.slice(start, start + BATCH).map(({ words }) => words)
    embeddings.push(...(await timed('text', () => towers.embedTexts(batch))))
  }
  return timed('head', () => {
    const judged = passages.map((passage, i) => {
      const probability = highestOf(classify(image, embeddings[i]), passage.among)
      return { ...passage, embedding: embeddings[i], probability }
    })
    // a part in which the tower sees nothing says nothing of the text
    const seen = judged.filter(({ embedding }, i) => embedding !== null || i === 0)
    return { counted: seen.reduce((a, b) => (b.probability > a.probability ? b : a)), passages: seen }
  })
}
