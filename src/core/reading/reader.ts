import type { Box, Image } from 'paddleocr'
import { DetectionService, getTextDetectionPresetOptions, Image as PaddleImage, RecognitionService } from 'paddleocr'
import { ReaderManifest, readChecked, readManifest } from '../model/manifest.ts'
import type { Pixels } from '../picture/pixels.ts'
import type { LineReader, LineReading, Platform } from '../platform.ts'
import { tidyText } from '../words/clean-text.ts'
import { greyLine, whiteLine } from './line-crop.ts'
import { joinLines, readingOrder } from './text-lines.ts'

/** Raised whenever the same picture may read differently: kept readings of an older version are read anew. */
export const READING_VERSION = 1

/** What a picture says: its lines joined in reading order. */
export interface Reading {
  text: string
  /** 0–1; null when there was nothing to read. */
  confidence: number | null
  lines: number
}

export interface Reader {
  read(pixels: Pixels, signal?: AbortSignal): Promise<Reading>
  close(): Promise<void>
}

/** The detector sees the longer side at this many pixels: small memes grow, photos shrink. */
const DETECTOR_MIN = 640
const DETECTOR_MAX = 960
/** Below this tesseract isn't sure, and the second recogniser reads the line: .9 read more words right than .8 did. */
const SURE = 0.9
/** Readings below this, or of a single letter, are texture taken for lettering. */
const NOISE = 0.45
const MAX_LINES = 60

/** Loads `public/models/reader`. Throws ModelError when a file is missing or damaged. */
export async function createReader(platform: Platform): Promise<Reader> {
  const folder = 'reader'
  const manifest = await readManifest(platform.readFile, `${folder}/reader.json`, ReaderManifest)
  const load = (file: keyof typeof manifest.files) => readChecked(platform.readFile, folder, manifest.files[file])
  const characters = new TextDecoder().decode(await load('characters')).split('\n')
  const [detectorSession, recogniserSession] = [
    await platform.createSession(await load('detector')),
    await platform.createSession(await load('recogniser')),
  ]
  // The library types onnxruntime's module loosely; it uses nothing but Tensor.
  const ort = { Tensor: platform.Tensor } as never
  const detector = new DetectionService(
    ort,
    detectorSession as never,
    getTextDetectionPresetOptions('PP-OCRv6_small_det'),
  )
  const recogniser = new RecognitionService(ort, recogniserSession as never, {
    charactersDictionary: ['', ...characters, ' '],
    channelOrder: 'bgr',
    imageWidth: 48,
  })
  const tesseract = await platform.createLineReader()
  return {
    async read(pixels, signal) {
      const image = new PaddleImage(pixels.width, pixels.height, 3, pixels.data)
      const longSide = Math.max(pixels.width, pixels.height)
      const maxSideLength = Math.max(DETECTOR_MIN, Math.min(DETECTOR_MAX, longSide))
      const found = await detector.run(image, { limitType: 'resize_long', maxSideLength })
      const boxes = readingOrder(found).slice(0, MAX_LINES)
      const lines: LineReading[] = []
      for (const box of boxes) {
        signal?.throwIfAborted()
        lines.push(await readLine(image, box, tesseract, recogniser))
      }
      return { ...joinLines(lines.filter(isLettering)), lines: boxes.length }
    },
    async close() {
      await Promise.all([tesseract.close(), detectorSession.release(), recogniserSession.release()])
    },
  }
}

async function readLine(
  image: Image,
  box: Box,
  tesseract: LineReader,
  recogniser: RecognitionService,
): Promise<LineReading> {
  const crop = box.points ? image.cropRotated(box.points) : image.crop(box)
  const grey = await tesseract.read(greyLine(crop))
  if (grey.confidence >= SURE) return tidied(grey)
  const white = await tesseract.read(whiteLine(crop))
  const best = white.confidence > grey.confidence ? white : grey
  if (best.confidence >= SURE) return tidied(best)
  const [second] = await recogniser.run(image, [box])
  if (!second || second.confidence <= best.confidence) return tidied(best)
  // the recogniser loses spaces: where both read the same letters, tesseract's spaces stand
  return tidied(letters(second.text) === letters(best.text) ? { ...best, confidence: second.confidence } : second)
}

function isLettering({ text, confidence }: LineReading): boolean {
  return confidence >= NOISE && letters(text).length > 1
}

function letters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

function tidied({ text, confidence }: LineReading): LineReading {
  // a lone bar is the letter I in all but a few fonts
  return { text: tidyText(text).replace(/(?<!\S)\|(?!\S)/g, 'I'), confidence }
}
