import type { AnimatedType } from '../../core/picture/animation.ts'
import {
  framesToGlance,
  framesToJudge,
  GLANCE,
  type Glance,
  glanceOf,
  mostFrames,
  withoutRepeats,
} from '../../core/picture/frames.ts'
import { flatten, type Picture, type Pixels } from '../../core/picture/pixels.ts'
import type { Proceed } from '../../core/proceed.ts'
import { sha256 } from '../../core/sha256.ts'
import { canvas, pixelsOf } from './canvas.ts'

/**
 * The frames that are judged beside the first; nothing for a picture that doesn't move, nor in a browser whose
 * ImageDecoder (Chromium 94, Firefox 133) doesn't know its format. Of a file that is cut off the frames before that are
 * seen, as on the page. Throws what `proceed` throws.
 */
export async function laterFrames(
  bytes: Uint8Array<ArrayBuffer>,
  type: AnimatedType,
  first: Pixels,
  background: string | undefined,
  proceed: Proceed,
): Promise<Pick<Picture, 'later' | 'file'>> {
  if (!(await globalThis.ImageDecoder?.isTypeSupported(type))) return {}
  const { width, height } = first
  const glances = await decoded(bytes, type, proceed, async (decoder) => {
    const count = decoder.tracks.selectedTrack?.frameCount ?? 1
    return count < 2 ? [] : glancesAt(decoder, framesToGlance(count, width * height), proceed)
  })
  if (glances.length === 0) return {}
  // Firefox 153 gives a frame that was closed once more: a decoder gives each frame once
  const later = await decoded(bytes, type, proceed, async (decoder) => {
    const whole = canvas(width, height)
    const wanted = framesToJudge(glances, mostFrames(width * height))
    const rgba = await framesAt(decoder, wanted, proceed, (drawn) => pixelsOf(whole, drawn))
    return rgba.map(({ taken }) => flatten(width, height, taken, background))
  })
  return { later: withoutRepeats(first, later), file: await sha256(bytes) }
}

async function decoded<T>(
  bytes: Uint8Array<ArrayBuffer>,
  type: AnimatedType,
  proceed: Proceed,
  use: (decoder: ImageDecoder) => Promise<T[]>,
): Promise<T[]> {
  const decoder = new ImageDecoder({ data: bytes, type, colorSpaceConversion: 'default' })
  try {
    // Chromium 156 knows the tracks later than that it has all bytes
    await Promise.all([decoder.tracks.ready, decoder.completed])
    return await use(decoder)
  } catch {
    // what was given up is no still picture
    await proceed()
    return []
  } finally {
    decoder.close()
  }
}

async function glancesAt(decoder: ImageDecoder, wanted: number[], proceed: Proceed): Promise<Glance[]> {
  const small = canvas(GLANCE, GLANCE)
  // a point is a point, not the mean of those around it
  small.imageSmoothingEnabled = false
  const points = await framesAt(decoder, wanted, proceed, (drawn) => pixelsOf(small, drawn))
  return points.map(({ frame, taken }) => glanceOf(frame, GLANCE, GLANCE, taken))
}

/** What is taken of the wanted frames, until one can't be read. */
async function framesAt<T>(
  decoder: ImageDecoder,
  wanted: number[],
  proceed: Proceed,
  take: (frame: VideoFrame) => T,
): Promise<{ frame: number; taken: T }[]> {
  const all: { frame: number; taken: T }[] = []
  for (const frame of wanted) {
    await proceed()
    const result = await decoder.decode({ frameIndex: frame }).catch(() => null)
    if (!result) break
    all.push({ frame, taken: take(result.image) })
    result.image.close()
  }
  return all
}
