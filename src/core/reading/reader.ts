import { allOrNone } from '../all-or-none.ts'
import type { Lazy } from '../lazy.ts'
import type { Pixels } from '../picture/pixels.ts'
import { turn } from '../picture/turn.ts'
import type { LineReader, LineReading, Platform } from '../platform.ts'
import type { Proceed } from '../proceed.ts'
import { tidyText } from '../words/clean-text.ts'
import type { Box } from './box.ts'
import { type Detector, looks } from './detector.ts'
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
import { cropLine, letterLine } from './line-crop.ts'
import { loadLineModels, READER_FOLDER } from './line-models.ts'
import { joinParts, type Part, partsOf } from './parts.ts'
import type { Reading } from './reading.ts'
import type { Recogniser } from './recogniser.ts'
import { joinLines, readingOrder } from './text-lines.ts'
import { betterRead, TURNS } from './turned.ts'

export interface Reader {
  /** Whether there seems to be lettering, by a first look alone. */
  seesLettering(pixels: Pixels): Promise<boolean>
  read(pixels: Pixels, proceed?: Proceed): Promise<Reading>
  close(): Promise<void>
}

/** Below this tesseract isn't sure, and the second recogniser reads the line: .9 costs a fifth more. */
const SURE = 0.85
/** The detector can't part more rows than this in one look. */
const MAX_LINES = 200
/** So many lines are under way at once: while tesseract's worker reads one, the recogniser reads another. */
const AT_ONCE = 2
/** So many badly read lines, the longest ones, are read turned before the whole picture is. */
const TRIED_LINES = 2
/** Of 180 turned memes all were read as surely as .94 the right way round, and none as surely as .90 the wrong way. */
const SURELY_TURNED = 0.92

/** `loading` may come on a device of the caller's choice. Throws ModelError when a file is missing or damaged. */
export async function createReader(platform: Platform, loading = loadLineModels(platform)): Promise<Reader> {
  const [{ detector, recogniser, close }, tesseract] = await allOrNone(
    [loading, platform.createLineReader(READER_FOLDER)],
    (loaded) => loaded.close(),
  )
  const parts = { detector, recogniser, tesseract }
  return {
    async seesLettering(pixels) {
      const { boxes, maybeSmall } = await detector.find(pixels, looks(pixels).first)
      return boxes.length > 0 || maybeSmall
    },
    async read(pixels, proceed = async () => {}) {
      return readFound(parts, await findUpright(parts, pixels, proceed), proceed)
    },
    async close() {
      await Promise.all([tesseract.close(), close()])
    },
  }
}

interface Parts {
  detector: Detector
  recogniser: Lazy<Recogniser>
  tesseract: LineReader
}

/** A picture, laid level where it lay on its side, and its lines in reading order. */
interface FoundLines {
  picture: Pixels
  boxes: Box[]
}

async function findUpright(parts: Parts, pixels: Pixels, proceed: Proceed): Promise<FoundLines> {
  const boxes = await findLines(parts, pixels, proceed)
  if (!standsOnEnd(boxes)) return { picture: pixels, boxes }
  const picture = turn(pixels, 'quarter')
  return { picture, boxes: await findLines(parts, picture, proceed) }
}

async function readFound(parts: Parts, { picture, boxes }: FoundLines, proceed: Proceed): Promise<Reading> {
  const upright = await readLines(parts, picture, boxes, proceed)
  const lines = mayBeTurned(upright) ? await readTurned(parts, picture, upright, proceed) : upright
  const joined = joinLines(lines.filter(isLettering))
  return { ...joined, lettering: isUnreadable(lines) ? 'unreadable' : joined.text === '' ? 'none' : 'read' }
}

async function findLines({ detector }: Parts, picture: Pixels, proceed: Proceed): Promise<Box[]> {
  const found: { part: Part; boxes: Box[] }[] = []
  for (const part of partsOf(picture)) {
    const boxes = await findIn(detector, part.pixels, proceed)
    found.push({ part, boxes: readingOrder(boxes).slice(0, MAX_LINES) })
  }
  return readingOrder(joinParts(found))
}

/** A first look finds all but small print; where there may be some, a second, closer one counts. */
async function findIn(detector: Detector, picture: Pixels, proceed: Proceed): Promise<Box[]> {
  const { first, second } = looks(picture)
  await proceed()
  const seen = await detector.find(picture, first)
  if (!seen.maybeSmall) return seen.boxes
  await proceed()
  return (await detector.find(picture, second)).boxes
}

async function readLines(parts: Parts, picture: Pixels, boxes: Box[], proceed: Proceed): Promise<FoundLine[]> {
  const lines: FoundLine[] = []
  // loads while tesseract reads the first lines; who needs it hears of a failure
  if (boxes.length > 0) parts.recogniser.get().catch(() => {})
  let next = 0
  async function readNext(): Promise<void> {
    for (let i = next++; i < boxes.length; i = next++) {
      await proceed()
      const { pixels, width, height } = cropLine(picture, boxes[i])
      lines[i] = { ...(await readLine(parts, pixels, proceed)), box: boxes[i], width, height }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, readNext))
  return lines
}

/** The lines of a picture that is badly read, those among them that are turned read as they are meant. */
async function readTurned(parts: Parts, picture: Pixels, upright: FoundLine[], proceed: Proceed): Promise<FoundLine[]> {
  const longest = upright.filter(isDoubtful).sort((a, b) => weigh([b]) - weigh([a]))
  const crops = longest.slice(0, TRIED_LINES).map(({ box }) => cropLine(picture, box).pixels)
  const tries: { how: (typeof TURNS)[number]; sure: number }[] = []
  for (const how of TURNS) {
    const turned = crops.map((crop) => turn(crop, how))
    tries.push({ how, sure: await surenessOf(parts, turned, proceed) })
  }
  const best = tries.reduce((a, b) => (b.sure > a.sure ? b : a))
  if (best.sure < SURELY_TURNED) return upright
  const turned = turn(picture, best.how)
  const found = await findLines(parts, turned, proceed)
  return betterRead(upright, await readLines(parts, turned, found, proceed), best.how, picture)
}

/** How surely the second recogniser, which is the faster one, reads lines: the longer ones count for more. */
async function surenessOf({ recogniser }: Parts, crops: Pixels[], proceed: Proceed): Promise<number> {
  const { read } = await recogniser.get()
  let sum = 0
  for (const crop of crops) {
    await proceed()
    sum += weigh([crop]) * (await read(crop)).confidence
  }
  return sum / Math.max(1, weigh(crops))
}

async function readLine({ tesseract, recogniser }: Parts, crop: Pixels, proceed: Proceed): Promise<LineReading> {
  const first = await tesseract.read(letterLine(crop))
  if (first.confidence >= SURE) return tidied(first)
  const { read } = await recogniser.get()
  await proceed()
  const second = await read(crop)
  if (second.confidence <= first.confidence) return tidied(first)
  // the recogniser loses spaces: where both read the same letters, tesseract's spaces stand
  return tidied(letters(second.text) === letters(first.text) ? { ...first, confidence: second.confidence } : second)
}

function tidied({ text, confidence }: LineReading): LineReading {
  // a lone bar is the letter I in all but a few fonts
  return { text: tidyText(text).replace(/(?<!\S)\|(?!\S)/g, 'I'), confidence }
}
