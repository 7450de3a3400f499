import type { Box, Image } from 'paddleocr'
import { DetectionService, getTextDetectionPresetOptions, Image as PaddleImage, RecognitionService } from 'paddleocr'
import { ReaderManifest, readChecked, readManifest } from '../model/manifest.ts'
import type { Pixels } from '../picture/pixels.ts'
import { turn } from '../picture/turn.ts'
import type { LineReader, LineReading, Platform } from '../platform.ts'
import { tidyText } from '../words/clean-text.ts'
import {
  type FoundLine,
  isDoubtful,
  isLettering,
  isUnreadable,
  letters,
  mayBeTurned,
  standsOnEnd,
  weigh,
} from './doubt.ts'
import { greyLine, whiteLine } from './line-crop.ts'
import type { Reading } from './reading.ts'
import { joinLines, readingOrder } from './text-lines.ts'
import { betterRead, TURNS } from './turned.ts'

export interface Reader {
  read(pixels: Pixels, signal?: AbortSignal): Promise<Reading>
  close(): Promise<void>
}

/** The detector sees the longer side at this many pixels: small memes grow, photos shrink. */
const DETECTOR_MIN = 640
const DETECTOR_MAX = 960
/** Below this tesseract isn't sure, and the second recogniser reads the line: .9 read more words right than .8 did. */
const SURE = 0.9
/** The detector can't part more rows than this, whatever a picture's height. */
const MAX_LINES = 200
/** So many badly read lines, the longest ones, are read turned before the whole picture is. */
const TRIED_LINES = 2
/** Of 180 turned memes all were read as surely as .94 the right way round, and none as surely as .90 the wrong way. */
const SURELY_TURNED = 0.92

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
  const parts = { detector, recogniser, tesseract }
  return {
    read: (pixels, signal) => readPicture(parts, pixels, signal),
    async close() {
      await Promise.all([tesseract.close(), detectorSession.release(), recogniserSession.release()])
    },
  }
}

interface Parts {
  detector: DetectionService
  recogniser: RecognitionService
  tesseract: LineReader
}

/** A picture and where its lines are. */
interface Found {
  image: Image
  boxes: Box[]
}

async function readPicture(parts: Parts, pixels: Pixels, signal?: AbortSignal): Promise<Reading> {
  let found = await findLines(parts, pixels)
  if (standsOnEnd(found.boxes)) found = await findLines(parts, turn(pixels, 'quarter'))
  const upright = await readLines(parts, found.image, found.boxes, signal)
  const lines = mayBeTurned(upright) ? await readTurned(parts, found.image, upright, signal) : upright
  const joined = joinLines(lines.filter(isLettering))
  return { ...joined, lettering: isUnreadable(lines) ? 'unreadable' : joined.text === '' ? 'none' : 'read' }
}

async function findLines({ detector }: Parts, pixels: Pixels): Promise<Found> {
  const image = asImage(pixels)
  const longSide = Math.max(pixels.width, pixels.height)
  const maxSideLength = Math.max(DETECTOR_MIN, Math.min(DETECTOR_MAX, longSide))
  const found = await detector.run(image, { limitType: 'resize_long', maxSideLength })
  return { image, boxes: readingOrder(found).slice(0, MAX_LINES) }
}

async function readLines(parts: Parts, image: Image, boxes: Box[], signal?: AbortSignal): Promise<FoundLine[]> {
  const lines: FoundLine[] = []
  for (const box of boxes) {
    signal?.throwIfAborted()
    const crop = cropOf(image, box)
    lines.push({ ...(await readLine(parts, image, box, crop)), box, width: crop.width, height: crop.height })
  }
  return lines
}

/** The lines of a picture that is badly read, those among them that are turned read as they are meant. */
async function readTurned(
  parts: Parts,
  image: Image,
  upright: FoundLine[],
  signal?: AbortSignal,
): Promise<FoundLine[]> {
  const longest = upright.filter(isDoubtful).sort((a, b) => weigh([b]) - weigh([a]))
  const crops = longest.slice(0, TRIED_LINES).map(({ box }) => cropOf(image, box))
  const tries: { how: (typeof TURNS)[number]; sure: number }[] = []
  for (const how of TURNS) {
    signal?.throwIfAborted()
    tries.push({
      how,
      sure: await surenessOf(
        parts,
        crops.map((crop) => asImage(turn(crop, how))),
      ),
    })
  }
  const best = tries.reduce((a, b) => (b.sure > a.sure ? b : a))
  if (best.sure < SURELY_TURNED) return upright
  const turned = await findLines(parts, turn(image, best.how))
  return betterRead(upright, await readLines(parts, turned.image, turned.boxes, signal), best.how, image)
}

/** How surely the second recogniser, which is the faster one, reads lines: the longer ones count for more. */
async function surenessOf({ recogniser }: Parts, crops: Image[]): Promise<number> {
  let sum = 0
  for (const crop of crops) {
    const [reading] = await recogniser.run(crop, [{ x: 0, y: 0, width: crop.width, height: crop.height }])
    sum += weigh([crop]) * (reading?.confidence ?? 0)
  }
  return sum / Math.max(1, weigh(crops))
}

function asImage({ width, height, data }: Pixels): Image {
  return new PaddleImage(width, height, 3, data)
}

function cropOf(image: Image, box: Box): Image {
  return box.points ? image.cropRotated(box.points) : image.crop(box)
}

async function readLine(
  { tesseract, recogniser }: Pick<Parts, 'tesseract' | 'recogniser'>,
  image: Image,
  box: Box,
  crop: Image,
): Promise<LineReading> {
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

function tidied({ text, confidence }: LineReading): LineReading {
  // a lone bar is the letter I in all but a few fonts
  return { text: tidyText(text).replace(/(?<!\S)\|(?!\S)/g, 'I'), confidence }
}
