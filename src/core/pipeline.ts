import { calibrate } from './calibration.ts'
import { tidyText } from './clean-text.ts'
import type { Stages, Verdict } from './decide.ts'
import { type HeadFile, logit, parseHead } from './head.ts'
import { readChecked } from './model-manifest.ts'
import type { Pixels } from './pixels.ts'
import type { Platform } from './platform.ts'
import { createReader, type Reader, type Reading } from './reading.ts'
import { loadTowers, type Towers } from './towers.ts'

export const BUNDLED_MODEL = 'memeveil-mini'

export interface Judgement {
  /** Picture bytes or decoded pixels; absent for a text alone. */
  image?: Uint8Array<ArrayBuffer> | Pixels
  /** Given text is taken as it is; where absent, the picture is read. */
  text?: string
  signal?: AbortSignal
}

/** Pictures and texts in, verdicts out: the same code in the extension, the CLI and the tests. */
export interface Pipeline {
  head: HeadFile
  towers: Towers
  judge(input: Judgement): Promise<Verdict>
  close(): Promise<void>
}

/**
 * Loads towers (unless they are given, on a device of the caller's choice), head and, at the first picture to read,
 * the reader. Throws ModelError.
 */
export async function createPipeline(platform: Platform, given: { towers?: Towers } = {}): Promise<Pipeline> {
  const model = BUNDLED_MODEL
  const towers = given.towers ?? (await loadTowers(platform, model))
  const headPath = towers.manifest.files.head
  const headJson = JSON.parse(new TextDecoder().decode(await readChecked(platform.readFile, model, headPath)))
  const head = parseHead(headJson, towers.manifest, `${model}/${headPath.path}`)
  let reader: Promise<Reader> | undefined
  const { id, version } = towers.manifest

  async function read(pixels: Pixels, signal?: AbortSignal): Promise<Reading> {
    reader ??= createReader(platform)
    return (await reader).read(pixels, signal)
  }

  return {
    head,
    towers,
    async judge({ image, text, signal }) {
      const ms: Stages = { decode: 0, ocr: 0, vision: 0, text: 0, head: 0 }
      async function timed<T>(stage: keyof Stages, work: () => Promise<T> | T): Promise<T> {
        signal?.throwIfAborted()
        const start = performance.now()
        try {
          return await work()
        } finally {
          ms[stage] = performance.now() - start
        }
      }
      const pixels = image instanceof Uint8Array ? await timed('decode', () => platform.decode(image)) : image
      const imageEmbedding = pixels ? await timed('vision', () => towers.embedImage(pixels)) : null
      let reading: Reading = { text: tidyText(text ?? ''), confidence: null, lines: 0 }
      if (text === undefined && pixels) reading = await timed('ocr', () => read(pixels, signal))
      const [textEmbedding] = await timed('text', () => towers.embedTexts([reading.text]))
      const probability = await timed('head', () => calibrate(logit(head, imageEmbedding, textEmbedding), head.temperature))
      return { probability, text: reading.text, ocrConfidence: reading.confidence, model: { id, version }, ms }
    },
    async close() {
      await Promise.all([towers.close(), reader?.then((r) => r.close())])
    },
  }
}
