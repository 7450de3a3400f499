import type { Judge } from './corrections/corrected-head.ts'
import type { FedText } from './corrections/fed.ts'
import type { Timed, Verdict } from './decide.ts'
import { hear } from './hear.ts'
import { type Counted, judgePassages, type TextParts } from './judge-passages.ts'
import type { Lazy } from './lazy.ts'
import { inputKind } from './model/head.ts'
import { thresholdsOf } from './model/levels.ts'
import { type Raters, type Rating, type Ratings, UNRATED } from './model/ratings.ts'
import type { Pixels } from './picture/pixels.ts'
import type { Platform } from './platform.ts'
import type { Proceed } from './proceed.ts'
import type { Reader } from './reading/reader.ts'
import type { Reading } from './reading/reading.ts'
import type { Seen as SecondSeen } from './second/beside.ts'
import type { Second } from './second/second.ts'
import { tidyLines } from './words/clean-text.ts'
import { foreignLanguage } from './words/language.ts'

/** What a judgement is made with. */
export interface Parts extends TextParts, Judge {
  platform: Platform
  reader: Lazy<Reader>
  raters: Raters
  /** The second model; null where none looks on. */
  second: Lazy<Second> | null
}

interface Frame {
  /** Absent for a text alone. */
  pixels: Pixels | undefined
  /** Where absent, the pixels are read. */
  text: string | undefined
  ratings: readonly Rating[]
  proceed: Proceed
}

/** What one frame, or a text, says by itself, and what it was judged by. */
export interface JudgedFrame {
  verdict: Omit<Verdict, 'model' | 'ms' | 'frames'>
  imageEmbedding: Float32Array | null
  /** What the second model saw, if there is one. */
  seen: SecondSeen | null
  passage: Counted
  passages: FedText[]
}

export async function judgeFrame(
  parts: Parts,
  { pixels, text, ratings, proceed }: Frame,
  timed: Timed,
): Promise<JudgedFrame> {
  const rating = pixels ? rate(parts.raters, pixels, ratings, proceed) : Promise.resolve(UNRATED)
  // awaited below, unless something else fails first
  rating.catch(() => {})
  const looking = pixels ? lookOn(parts.second, pixels, proceed) : null
  looking?.catch(() => {})
  const { imageEmbedding, reading } = await see(parts, { pixels, text, proceed }, timed)
  const { counted: passage, passages } = await judgePassages(parts, reading, imageEmbedding, timed)
  const kind = inputKind(imageEmbedding, passage.embedding)
  const verdict = {
    probability: passage.probability,
    kind,
    thresholds: thresholdsOf(parts.head, kind),
    ratings: await timed('ratings', () => rating),
    text: reading.text,
    asides: reading.asides,
    language: await foreignLanguage(reading.paragraphs.flat().join(' ')),
    lettering: reading.lettering,
    ocrConfidence: reading.confidence,
    ...decidedBy(parts, imageEmbedding, passage),
  }
  const seen = looking && (await timed('vision', () => looking))
  const heard = seen && parts.beside ? hear(verdict, parts.beside, seen) : verdict
  return { verdict: heard, imageEmbedding, seen, passage, passages }
}

function decidedBy(parts: Judge, image: Float32Array | null, { embedding }: Counted): Pick<Verdict, 'corrected'> {
  const corrected = parts.decidedBy({ image, text: embedding })
  return corrected ? { corrected } : {}
}

/** Beside the reading, and so nearly for nothing where there is something to read. */
async function rate(raters: Raters, pixels: Pixels, ratings: readonly Rating[], proceed: Proceed): Promise<Ratings> {
  const found = { ...UNRATED }
  for (const rating of ratings) {
    await proceed()
    const rater = await raters[rating].get()
    await proceed()
    found[rating] = await rater.rate(pixels)
  }
  return found
}

/** Beside the reading, too. */
async function lookOn(second: Parts['second'], pixels: Pixels, proceed: Proceed): Promise<SecondSeen | null> {
  if (!second) return null
  await proceed()
  const model = await second.get()
  await proceed()
  return model.see(pixels)
}

interface Seen {
  imageEmbedding: Float32Array | null
  reading: Reading
}

/** The image tower loads and works while the picture is read; a stage's time is what it adds to the whole. */
async function see(parts: Parts, { pixels, text, proceed }: Omit<Frame, 'ratings'>, timed: Timed): Promise<Seen> {
  if (!pixels || text !== undefined) {
    const lines = tidyLines(text ?? '')
    const paragraphs = lines.map((line) => [line])
    const reading: Reading = {
      text: lines.join(' '),
      paragraphs,
      named: paragraphs,
      asides: [],
      confidence: null,
      lettering: 'none',
    }
    return { imageEmbedding: pixels ? await timed('vision', () => parts.towers.embedImage(pixels)) : null, reading }
  }
  await proceed()
  const embedding = parts.towers.embedImage(pixels)
  // awaited below, unless reading fails first
  embedding.catch(() => {})
  const reader = await timed('ocr', () => parts.reader.get())
  const reading = await timed('ocr', () => reader.read(pixels, proceed))
  return { imageEmbedding: await timed('vision', () => embedding), reading }
}
