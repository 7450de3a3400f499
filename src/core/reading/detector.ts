import type { Pixels } from '../picture/pixels.ts'
import type { Platform, Session } from '../platform.ts'
import { type Box, cornersOf, lineHeight } from './box.ts'
import { type LineMap, lineBoxes } from './line-boxes.ts'
import { resample } from './resample.ts'

/** The sides of what the detector sees are multiples of this. */
const STEP = 32
/** ImageNet's, as PP-OCR normalises, from which the detector learned: blue first, and these in the planes' order. */
const MEAN = [0.485, 0.456, 0.406]
const DEVIATION = [0.229, 0.224, 0.225]

/**
 * The longer side, in pixels, at which a picture is looked at first and, where needed, again. Of 160 memes as many
 * words are read right after a look at 256 as at 640, more of what is read is right, and it costs a sixth. Letters are
 * found from a font of 4.5 pixels on. A long picture is looked at with its shorter side not below SHORT_SIDE.
 */
const FIRST = 256
const SECOND = 640
const SHORT_SIDE = 160
/** From this longer side on small print is likely, and the first look is at LARGE_FIRST. */
const LARGE = 768
const LARGE_FIRST = 320
/** Lines that are seen lower than this, in the look's pixels, are seen better closer. */
const SMALL = 10

interface Size {
  width: number
  height: number
}

export function looks({ width, height }: Size): { first: number; second: number } {
  const long = Math.max(width, height)
  const aspect = long / Math.min(width, height)
  const first = Math.min(SECOND, Math.max(long > LARGE ? LARGE_FIRST : FIRST, Math.round(SHORT_SIDE * aspect)))
  return { first, second: Math.min(2 * SECOND, Math.max(SECOND, 2 * first)) }
}

/** What a look found. */
interface Seen {
  boxes: Box[]
  /** Whether a closer look may find more: there are small lines, or traces of lines and none that is clear. */
  maybeSmall: boolean
}

/** Finds lines of lettering. */
export interface Detector {
  /** The map of a picture that is seen with its longer side at about `longSide` pixels. */
  mapLines(picture: Pixels, longSide: number): Promise<LineMap>
  /** The lines of such a map. */
  find(picture: Pixels, longSide: number): Promise<Seen>
  close(): Promise<void>
}

export function createDetector(session: Session, Tensor: Platform['Tensor']): Detector {
  async function mapLines(picture: Pixels, longSide: number): Promise<LineMap> {
    const { width, height } = seenSize(picture, longSide)
    const input = new Tensor('float32', detectorInput(picture, width, height), [1, 3, height, width])
    const output = (await session.run({ [session.inputNames[0]]: input }))[session.outputNames[0]]
    return { width, height, scores: (await output.getData()) as Float32Array }
  }
  return {
    mapLines,
    async find(picture, longSide) {
      const map = await mapLines(picture, longSide)
      const { boxes, traces } = lineBoxes(map, picture)
      const scale = Math.max(map.width, map.height) / Math.max(picture.width, picture.height)
      const isSmall = (box: Box) => scale * lineHeight(box) < SMALL
      return { boxes, maybeSmall: boxes.length > 0 ? boxes.some(isSmall) : traces }
    },
    close: () => session.release(),
  }
}

export function seenSize({ width, height }: Size, longSide: number): Size {
  const scale = longSide / Math.max(width, height)
  const side = (length: number) => Math.max(STEP, STEP * Math.round((length * scale) / STEP))
  return { width: side(width), height: side(height) }
}

/** @returns float32 [3, height, width], flat */
function detectorInput(picture: Pixels, width: number, height: number): Float32Array {
  const whole = { x: 0, y: 0, width: picture.width, height: picture.height }
  const { data } = resample(picture, cornersOf(whole), width, height)
  return bluePlanesFirst(data, MEAN, DEVIATION)
}

/** RGB bytes → planes of blue, green and red: (value / 255 - mean) / deviation. */
export function bluePlanesFirst(rgb: Uint8Array, mean: number[], deviation: number[]): Float32Array {
  const plane = rgb.length / 3
  const out = new Float32Array(rgb.length)
  for (let c = 0; c < 3; c++) {
    const factor = 1 / (255 * deviation[c])
    const shift = mean[c] / deviation[c]
    for (let from = 2 - c, to = c * plane; from < rgb.length; from += 3, to++) out[to] = rgb[from] * factor - shift
  }
  return out
}
