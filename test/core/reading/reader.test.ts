import { Tensor } from 'onnxruntime-common'
import { beforeEach, expect, test } from 'vitest'
import type { Platform } from '../../../src/core/platform.ts'
import { createReader, type Reader } from '../../../src/core/reading/reader.ts'
import { sha256 } from '../../../src/core/sha256.ts'

const PICTURE = { width: 320, height: 160, data: new Uint8Array(3 * 320 * 160) }
const FILES = { detector: [1], recogniser: [2], characters: [97, 10, 98], tesseract: [3] }
const CLASSES = 4

/** Every call of a model or of tesseract, by what it is. */
let calls: string[]
/** Those that were begun after the reading was given up. */
let begunLate: string[]
/** The reading is given up as so many calls have ended. */
let giveUpAfter: number
let ended: number
let reader: Reader

const isGivenUp = () => ended >= giveUpAfter
const proceed = async () => {
  if (isGivenUp()) throw new Error('given up')
}

async function call<T>(what: string, result: T): Promise<T> {
  calls.push(what)
  if (isGivenUp()) begunLate.push(what)
  await new Promise((resolve) => setTimeout(resolve))
  ended++
  return result
}

async function readFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const name = path.slice('reader/'.length)
  if (name !== 'reader.json') return Uint8Array.from(FILES[name as keyof typeof FILES])
  const listed = Object.entries(FILES).map(async ([path, bytes]) => {
    return [path, { path, bytes: bytes.length, sha256: await sha256(Uint8Array.from(bytes)) }]
  })
  const files = Object.fromEntries(await Promise.all(listed))
  return new TextEncoder().encode(JSON.stringify({ id: 'r', version: '1', license: 'l', source: 's', files }))
}

/** Two lines across the picture. */
function lineMap([, , height, width]: readonly number[]): Float32Array {
  const isLine = (x: number, y: number) => x > 0.1 && x < 0.9 && ((y > 0.2 && y < 0.35) || (y > 0.6 && y < 0.75))
  return Float32Array.from({ length: width * height }, (_, i) =>
    isLine((i % width) / width, Math.floor(i / width) / height) ? 1 : 0,
  )
}

/** What it reads is "a", and not surely. */
const UNSURE = Float32Array.of(0.2, 0.5, 0.1, 0.2)

const platform = {
  readFile,
  Tensor,
  async createSession(model) {
    const { graph } = await model
    const [what, values] =
      graph[0] === 1 ? (['find', lineMap] as const) : (['recognise', () => UNSURE.slice(0, CLASSES)] as const)
    return {
      inputNames: ['in'],
      outputNames: ['out'],
      run: async (feeds) => {
        const data = values((feeds as { in: Tensor }).in.dims)
        return call(what, { out: new Tensor('float32', data, [data.length]) })
      },
      release: async () => {},
    }
  },
  createLineReader: async () => ({
    read: () => call('tesseract', { text: 'ab', confidence: 0.1 }),
    close: async () => {},
  }),
} as Partial<Platform> as Platform

beforeEach(async () => {
  calls = []
  begunLate = []
  ended = 0
  giveUpAfter = Number.POSITIVE_INFINITY
  reader = await createReader(platform)
})

test('a picture that is badly read is looked at, read in two ways a line, and tried turned in three', async () => {
  await reader.read(PICTURE, proceed)
  const count = (what: string) => calls.filter((one) => one === what).length
  expect([count('find'), count('tesseract'), count('recognise')]).toEqual([1, 2, 2 + 3 * 2])
})

test.each(Array.from({ length: 10 }, (_, i) => i + 1))('given up after %d calls, none is begun any more', async (n) => {
  giveUpAfter = n
  await expect(reader.read(PICTURE, proceed)).rejects.toThrow('given up')
  const before = calls.length
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([begunLate, calls.length]).toEqual([[], before])
})
