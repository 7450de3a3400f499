import type { Timed, Verdict } from './decide.ts'
import { type Counted, judgePassages, type TextParts } from './judge-passages.ts'
import type { Lazy } from './lazy.ts'
import type { ModelName } from './model/head.ts'
import type { SexualClassifier } from './model/sexual.ts'
import type { Pixels } from './picture/pixels.ts'
import type { Platform } from './platform.ts'
import type { Reader } from './reading/reader.ts'
import type { Reading } from './reading/reading.ts'
import { tidyLines } from './words/clean-text.ts'
import { foreignLanguage } from './words/language.ts'

/** What a judgement is made with. */
export interface Parts extends TextParts {
  platform: Platform
  /** From which probability on the head flags. */
  threshold: number
  model: ModelName
  reader: Lazy<Reader>
  sexual: Lazy<SexualClassifier>
}

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
  passage: Counted
}

export async function judgeFrame(
  parts: Parts,
  { pixels, text, sexual, signal }: Frame,
  timed: Timed,
): Promise<JudgedFrame> {
  const imageEmbedding = pixels ? await timed('vision', () => parts.towers.embedImage(pixels)) : null
  const lines = tidyLines(text ?? '')
  const paragraphs = lines.map((line) => [line])
  let reading: Reading = { text: lines.join(' '), paragraphs, asides: [], confidence: null, lettering: 'none' }
  if (text === undefined && pixels) {
    reading = await timed('ocr', async () => (await parts.reader.get()).read(pixels, signal))
  }
  const passage = await judgePassages(parts, reading.paragraphs, imageEmbedding, timed)
  const verdict = {
    probability: passage.probability,
    sexual: pixels && sexual ? await timed('sexual', async () => (await parts.sexual.get()).classify(pixels)) : null,
    text: reading.text,
    asides: reading.asides,
    language: await foreignLanguage(reading.text),
    lettering: reading.lettering,
    ocrConfidence: reading.confidence,
  }
  return { verdict, imageEmbedding, passage }
}
