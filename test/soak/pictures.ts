import sharp from 'sharp'
import { draw, type FeedPicture } from '../../demo/draw.ts'
import { scenes } from '../../demo/scenes.ts'
import { animation, scene } from '../fixtures/animations.ts'

export interface NumberedPicture {
  type: string
  bytes: Buffer
}

const SCENES = Object.keys(scenes) as (keyof typeof scenes)[]
const HARMLESS = ['My cat knocked the vase', 'One does not simply', 'Cake is the best part', 'Monday called again']

function captionOf(n: number): FeedPicture {
  const offensive = n % 10 === 0
  return {
    id: String(n),
    label: offensive ? 'offensive' : 'non-offensive',
    scene: SCENES[n % SCENES.length],
    top: offensive ? 'All immigrants are criminals' : HARMLESS[n % HARMLESS.length],
    bottom: offensive ? `throw all ${n} of them out` : `picture number ${n}`,
    panel: n % 3 === 1,
  }
}

/** What is done to every tenth picture, by its last digit. */
const CHANGES: Record<number, (drawn: Buffer, n: number) => Promise<NumberedPicture>> = {
  2: async (drawn) => ({ type: 'image/png', bytes: await sharp(drawn).resize(320).png().toBuffer() }),
  3: async (drawn) => ({ type: 'image/webp', bytes: await sharp(drawn).resize(1600).webp().toBuffer() }),
  4: async (_, n) => {
    const frames = ['#8fc3e8', '#f2a65a', '#7a3f46'].map((fill, i) => scene(fill, `${n}.${i}`))
    return { type: 'image/gif', bytes: await (await animation(frames)).gif().toBuffer() }
  },
  // cut short: it is told as not loaded
  5: async (drawn) => ({ type: 'image/jpeg', bytes: drawn.subarray(0, 200) }),
}

/** One of endlessly many pictures, the same for the same number; every tenth offends. */
export async function numberedPicture(n: number): Promise<NumberedPicture> {
  const drawn = await draw(captionOf(n))
  return (await CHANGES[n % 10]?.(drawn, n)) ?? { type: 'image/jpeg', bytes: drawn }
}

/** Prime, so that steps of it come by every number below a limit before one twice. */
const STRIDE = 48_271

/** As many numbers below `limit`, spread by `seed`; all different where there are as many. */
export function someBelow(limit: number, count: number, seed: number): number[] {
  const start = (seed * 2_654_435_761) % limit
  return Array.from({ length: count }, (_, i) => (start + i * STRIDE) % limit)
}
