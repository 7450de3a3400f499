import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { laterFrames } from '../../../src/runtime/browser/frames.ts'

const FRAMES = 10
const first = { width: 2, height: 2, data: new Uint8Array(12) }

let decoders: FakeDecoder[]
let decodes: number

/** Gives frames of nothing, as the browser's own gives them: one by one. */
class FakeDecoder {
  static isTypeSupported = async () => true
  readonly tracks = { ready: Promise.resolve(), selectedTrack: { frameCount: FRAMES } }
  readonly completed = Promise.resolve()
  readonly close = vi.fn()
  constructor() {
    decoders.push(this)
  }
  async decode({ frameIndex }: { frameIndex: number }) {
    decodes++
    return { image: { frameIndex, close() {} } }
  }
}

// Node has no canvas; each frame is of another grey
vi.mock('../../../src/runtime/browser/canvas.ts', () => ({
  canvas: (width: number, height: number) => ({ width, height }),
  pixelsOf: ({ width, height }: { width: number; height: number }, { frameIndex }: { frameIndex: number }) =>
    Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => (i % 4 === 3 ? 255 : frameIndex * 25)),
}))

beforeEach(() => {
  decoders = []
  decodes = 0
  vi.stubGlobal('ImageDecoder', FakeDecoder)
})
afterEach(() => vi.unstubAllGlobals())

const later = (proceed: () => Promise<void>) => laterFrames(new Uint8Array(1), 'image/gif', first, undefined, proceed)

test('all frames are glanced at, and those that differ are taken', async () => {
  const { later: taken } = await later(async () => {})
  expect([decodes, taken?.length]).toEqual([FRAMES + 4, 4])
})

test.each([0, 3, FRAMES, FRAMES + 2])('given up after %d frames, no further one is decoded', async (n) => {
  const given = later(async () => {
    if (decodes >= n) throw new Error('given up')
  })
  await expect(given).rejects.toThrow('given up')
  expect(decodes).toBe(n)
  for (const { close } of decoders) expect(close).toHaveBeenCalled()
})
