import type { Stages, Verdict } from './decide.ts'
import { explain } from './explain.ts'
import { Lazy } from './lazy.ts'
import {
  type Classify,
  createClassifier,
  type HeadFile,
  type ModelName,
  modelName,
  type NamedHead,
  ownHead,
  parseHeadBytes,
  refuseTextSteps,
} from './model/head.ts'
import { BUNDLED_MODEL } from './model/manifest.ts'
import { loadSexualClassifier, type SexualClassifier } from './model/sexual.ts'
import { loadTowers, type Towers } from './model/towers.ts'
import type { Pixels } from './picture/pixels.ts'
import type { Platform } from './platform.ts'
import { createReader, type Reader, type Reading } from './reading/reader.ts'
import { tidyText } from './words/clean-text.ts'
import { foreignLanguage } from './words/language.ts'

export interface Judgement {
  /** Picture bytes or decoded pixels; absent for a text alone. */
  image?: Uint8Array<ArrayBuffer> | Pixels
  /** Given text is taken as it is; where absent, the picture is read. */
  text?: string
  /** Whether the verdict says what picture, text and words contributed. */
  explain?: boolean
  /** Whether the verdict says how sexual the picture is. */
  sexual?: boolean
  signal?: AbortSignal
}

/** Pictures and texts in, verdicts out: the same code in the extension, the CLI, the server and the tests. */
export interface Pipeline {
  head: HeadFile
  towers: Towers
  judge(input: Judgement): Promise<Verdict>
  close(): Promise<void>
}

/** Does to a text what `steps` name; see `HeadFile.textSteps`. */
type PrepareText = (text: string, steps: string[]) => string

interface Options {
  /** Folder of the model, below public/models or absolute. */
  model?: string
  /** Loaded already, on a device of the caller's choice. */
  towers?: Towers
  /** Instead of the model's own. */
  head?: NamedHead
  /** Where it is absent, heads with text steps are refused. */
  prepareText?: PrepareText
}

/** What a judgement is made with. */
interface Parts {
  platform: Platform
  towers: Towers
  classify: Classify
  model: ModelName
  /** Does the head's text steps. */
  prepare(text: string): string
  reader: Lazy<Reader>
  sexual: Lazy<SexualClassifier>
}

/** Loads towers, head and, at the first picture to read, the reader. Throws ModelError. */
export async function createPipeline(platform: Platform, options: Options = {}): Promise<Pipeline> {
  const folder = options.model ?? BUNDLED_MODEL
  const towers = options.towers ?? (await loadTowers(platform, folder))
  const { bytes, name } = options.head ?? (await ownHead(platform.readFile, folder, towers.manifest))
  const head = parseHeadBytes(bytes, towers.manifest, name)
  if (!options.prepareText) refuseTextSteps(head, name)
  const parts: Parts = {
    platform,
    towers,
    classify: createClassifier(head),
    model: await modelName(towers.manifest, bytes),
    // without steps the text stays as it is: the towers clean what they read, and twice is once too often
    prepare: (text) => (head.textSteps.length > 0 ? (options.prepareText?.(text, head.textSteps) ?? text) : text),
    reader: new Lazy(() => createReader(platform)),
    sexual: new Lazy(() => loadSexualClassifier(platform)),
  }
  return {
    head,
    towers,
    judge: (input) => judge(parts, input),
    async close() {
      const [reader, sexual] = await Promise.all([parts.reader.release(), parts.sexual.release()])
      await Promise.all([towers.close(), reader?.close(), sexual?.close()])
    },
  }
}

async function judge(parts: Parts, { image, text, signal, ...wanted }: Judgement): Promise<Verdict> {
  const { platform, towers, classify, model } = parts
  const ms: Stages = { decode: 0, ocr: 0, vision: 0, text: 0, head: 0, sexual: 0 }
  const timed = stageTimer(ms, signal)
  const pixels = image instanceof Uint8Array ? await timed('decode', () => platform.decode(image)) : image
  const imageEmbedding = pixels ? await timed('vision', () => towers.embedImage(pixels)) : null
  let reading: Reading = { text: tidyText(text ?? ''), confidence: null, lines: 0 }
  if (text === undefined && pixels) {
    reading = await timed('ocr', async () => (await parts.reader.get()).read(pixels, signal))
  }
  const words = parts.prepare(reading.text)
  const [textEmbedding] = await timed('text', () => towers.embedTexts([words]))
  const probability = await timed('head', () => classify(imageEmbedding, textEmbedding))
  const sexual =
    pixels && wanted.sexual ? await timed('sexual', async () => (await parts.sexual.get()).classify(pixels)) : null
  const verdict: Verdict = {
    probability,
    sexual,
    text: reading.text,
    language: await foreignLanguage(reading.text),
    ocrConfidence: reading.confidence,
    model,
    ms,
  }
  if (!wanted.explain) return verdict
  return { ...verdict, contributions: await explain(classify, towers, imageEmbedding, words, textEmbedding) }
}

/** Runs a stage, unless `signal` is aborted, and writes its milliseconds into `ms`. */
function stageTimer(ms: Stages, signal?: AbortSignal) {
  return async <T>(stage: keyof Stages, work: () => Promise<T> | T): Promise<T> => {
    signal?.throwIfAborted()
    const start = performance.now()
    try {
      return await work()
    } finally {
      ms[stage] = performance.now() - start
    }
  }
}
