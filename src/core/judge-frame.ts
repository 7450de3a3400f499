import type { Stages, Verdict } from './decide.ts'
import type { Lazy } from './lazy.ts'
import type { Classify, ModelName } from './model/head.ts'
import type { SexualClassifier } from './model/sexual.ts'
import type { Towers } from './model/towers.ts'
import type { Pixels } from './picture/pixels.ts'
import type { Platform } from './platform.ts'
import type { Reader } from './reading/reader.ts'
import type { Reading } from './reading/reading.ts'
import { tidyText } from './words/clean-text.ts'
import { foreignLanguage } from './words/language.ts'

/** What a judgement is made with. */
export interface Parts {
  platform: Platform
  towers: Towers
  classify: Classify
  /** From which probability on the head flags. */
  threshold: number
  model: ModelName
  /** Does the head's text steps. */
  prepare(text: string): string
  reader: Lazy<Reader>
  sexual: Lazy<SexualClassifier>
}

/** Runs a stage and counts its time. */
export type Timed = <T>(stage: keyof Stages, work: () => Promise<T> | T) => Promise<T>

interface Frame {
  /** Absent for a text alone. */
  pixels: Pixels | undefined
  /** Where absent, the pixels are read. */
  text: string | undefined
  sexual: boolean | undefined
  signal: AbortSignal | undefined
}

/** What one frame, or a text, says by itself, and what it was judged by. */
export interface JudgedFrame {
  verdict: Omit<Verdict, 'model' | 'ms' | 'frames'>
  imageEmbedding: Float32Array | null
  words: string
  textEmbedding: Float32Array | null
}

export async function judgeFrame(
  parts: Parts,
  { pixels, text, sexual, signal }: Frame,
  timed: Timed,
): Promise<JudgedFrame> {
  const { towers, classify } = parts
  const { imageEmbedding, reading } = await see(parts, { pixels, text, signal }, timed)
  const words = parts.prepare(reading.text)
  const [textEmbedding] = await timed('text', () => towers.embedTexts([words]))
  const probability = await timed('head', () => classify(imageEmbedding, textEmbedding))
  const verdict = {
    probability,
    sexual: pixels && sexual ? await timed('sexual', async () => (await parts.sexual.get()).classify(pixels)) : null,
    text: reading.text,
    language: await foreignLanguage(reading.text),
    lettering: reading.lettering,
    ocrConfidence: reading.confidence,
  }
  return { verdict, imageEmbedding, words, textEmbedding }
}

interface Seen {
  imageEmbedding: Float32Array | null
  reading: Reading
}

/** The image tower works while lines are read in another thread; a stage's time is what it adds to the whole. */
async function see(parts: Parts, { pixels, text, signal }: Omit<Frame, 'sexual'>, timed: Timed): Promise<Seen> {
  const embed = (picture: Pixels) => timed('vision', () => parts.towers.embedImage(picture))
  if (!pixels || text !== undefined) {
    const reading: Reading = { text: tidyText(text ?? ''), confidence: null, lettering: 'none' }
    return { imageEmbedding: pixels ? await embed(pixels) : null, reading }
  }
  const reader = await timed('ocr', () => parts.reader.get())
  const found = await timed('ocr', () => reader.find(pixels))
  const under = reader.readFound(found, signal)
  // awaited below, unless the image tower fails first
  under.catch(() => {})
  const imageEmbedding = await embed(pixels)
  return { imageEmbedding, reading: await timed('ocr', () => under) }
}
