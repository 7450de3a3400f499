import sharp from 'sharp'
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
import { sha256 } from '../../core/sha256.ts'
import { apngFrameCount, apngFrames } from './apng.ts'

/** An animation's frames; `wanted` ones are given in order, those that can't be read are left out. */
interface Animation {
  count: number
  glances(wanted: number[]): Promise<Glance[]>
  frames(wanted: number[]): Promise<Pixels[]>
}

/**
 * The frames that are judged beside the first; nothing for a picture that doesn't move. Of a file that is cut off the
 * frames before that are seen, as in a browser.
 */
export async function laterFrames(
  bytes: Uint8Array<ArrayBuffer>,
  type: AnimatedType,
  first: Pixels,
  background: string | undefined,
): Promise<Pick<Picture, 'later' | 'file'>> {
  const open = type === 'image/png' ? openApng : openPages
  const { count, glances, frames } = await open(bytes, first, background)
  if (count < 2) return {}
  const size = first.width * first.height
  const wanted = framesToJudge(await glances(framesToGlance(count, size)), mostFrames(size))
  return { later: withoutRepeats(first, await frames(wanted)), file: await sha256(bytes) }
}

/** GIF and WebP, whose frames sharp reads as pages. */
async function openPages(bytes: Uint8Array, _: Pixels, background: string | undefined): Promise<Animation> {
  const options = { limitInputPixels: false, failOn: 'none' } as const
  return {
    count: (await sharp(bytes).metadata()).pages ?? 1,
    async glances(wanted) {
      const pages = Math.max(...wanted) + 1
      // one pass over all of them: a GIF's frame can't be read without those before it
      const points = await sharp(bytes, { ...options, pages })
        .resize(GLANCE, GLANCE, { fit: 'fill', kernel: 'nearest' })
        .ensureAlpha()
        .raw()
        .toBuffer()
      const size = 4 * GLANCE ** 2
      return wanted.map((frame) => glanceOf(frame, GLANCE, GLANCE, points.subarray(frame * size, (frame + 1) * size)))
    },
    async frames(wanted) {
      const found: Pixels[] = []
      for (const page of wanted) {
        const decoded = sharp(bytes, { ...options, page })
          .toColourspace('srgb')
          .ensureAlpha()
          .raw()
        const { data, info } = await decoded.toBuffer({ resolveWithObject: true })
        found.push(flatten(info.width, info.height, data, background))
      }
      return found
    },
  }
}

async function openApng(
  bytes: Uint8Array,
  { width, height }: Pixels,
  background: string | undefined,
): Promise<Animation> {
  async function pick<T>(wanted: number[], take: (frame: number, rgba: Uint8Array) => T): Promise<T[]> {
    const found: T[] = []
    let frame = 0
    for await (const rgba of apngFrames(bytes)) {
      if (wanted.includes(frame)) found.push(take(frame, rgba))
      if (found.length === wanted.length) break
      frame++
    }
    return found
  }
  return {
    count: apngFrameCount(bytes),
    glances: (wanted) => pick(wanted, (frame, rgba) => glanceOf(frame, width, height, rgba)),
    frames: (wanted) => pick(wanted, (_, rgba) => flatten(width, height, rgba, background)),
  }
}
