import { createJudge, type Judge, withBeside } from './corrections/corrected-head.ts'
import { keep } from './corrections/fed.ts'
import { HARMLESS, type Stages, type Timed, type Verdict, worstFrame } from './decide.ts'
import { explain } from './explain.ts'
import { keepSeen } from './hear.ts'
import { type JudgedFrame, judgeFrame, type Parts } from './judge-frame.ts'
import { Lazy } from './lazy.ts'
import {
  fittedTo,
  type HeadFile,
  type ModelName,
  modelName,
  type NamedHead,
  ownHead,
  parseHeadBytes,
  refuseTextSteps,
} from './model/head.ts'
import { thresholdsOf } from './model/levels.ts'
import { BUNDLED_MODEL } from './model/manifest.ts'
import { highest, RATINGS, type Rating, UNRATED } from './model/ratings.ts'
import { loadSexualRater } from './model/sexual.ts'
import { loadSymbolRater } from './model/symbol.ts'
import { loadTowers, onceEach, type Towers } from './model/towers.ts'
import { framesOf, type Picture, type Pixels } from './picture/pixels.ts'
import type { Platform } from './platform.ts'
import type { Proceed } from './proceed.ts'
import { createReader, type Reader } from './reading/reader.ts'
import type { Beside } from './second/beside.ts'
import type { Second } from './second/second.ts'
import { lookThrough, type TopicModel, withLooked } from './topic-model.ts'

interface Judgement {
  /** Picture bytes or a decoded picture; absent for a text alone. */
  image?: Uint8Array<ArrayBuffer> | Picture
  /** Given text is taken as it is; where absent, the picture is read. */
  text?: string
  /** Whether the verdict says what picture, text and words contributed. */
  explain?: boolean
  /** Whether the verdict has what the towers made of it. */
  keep?: boolean
  /** Instead of the pipeline's own head. */
  judge?: Judge
  /** What the picture is rated for, too; where it is absent everything if `explain` is set, else nothing. */
  ratings?: readonly Rating[]
  /** Phrases that the picture may show; nothing is said of them where there is no model for that. */
  topics?: readonly string[]
  /** Nothing more is begun once it throws, or while it waits. */
  proceed?: Proceed
}

/** Pictures and texts in, verdicts out: the same code in the extension, the CLI, the server and the tests. */
export interface Pipeline {
  head: HeadFile
  model: ModelName
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
  /** Instead of one that loads at the first picture to read. */
  reader?: Lazy<Reader>
  /** A second model that sees pictures beside it, and how it is heard. */
  second?: { beside: Beside; model: Lazy<Second> }
  /** Where it is absent, heads with text steps are refused. */
  prepareText?: PrepareText
  /** Of which topics are asked; closed with the pipeline. */
  topics?: Lazy<TopicModel | null>
}

/** Loads towers, head and, at the first picture to read, the reader. Throws ModelError. */
export async function createPipeline(platform: Platform, options: Options = {}): Promise<Pipeline> {
  const folder = options.model ?? BUNDLED_MODEL
  const loaded = options.towers ?? (await loadTowers(platform, folder))
  const { bytes, name } = options.head ?? (await ownHead(platform.readFile, folder, loaded.manifest))
  const head = parseHeadBytes(bytes, loaded.manifest, name)
  const towers = onceEach(loaded.seeingAs(fittedTo(head, loaded.manifest).image))
  const topics = options.topics ?? new Lazy(async () => null)
  if (!options.prepareText) refuseTextSteps(head, name)
  const alone = createJudge(head, await modelName(towers.manifest, bytes))
  const own = await withBeside(alone, options.second?.beside ?? null)
  const parts: Omit<Parts, keyof Judge> = {
    platform,
    towers,
    // without steps the text stays as it is: the towers clean what they read, and twice is once too often
    prepare: (text) => (head.textSteps.length > 0 ? (options.prepareText?.(text, head.textSteps) ?? text) : text),
    reader: options.reader ?? new Lazy(() => createReader(platform)),
    raters: {
      symbol: new Lazy(() => loadSymbolRater(platform)),
      sexual: new Lazy(() => loadSexualRater(platform)),
    },
    second: options.second?.model ?? null,
  }
  return {
    head,
    model: own.model,
    towers,
    judge: (input) => judge({ ...parts, topics, ...(input.judge ?? own) }, input),
    async close() {
      const second = parts.second ? [parts.second] : []
      const lazy = [parts.reader, topics, ...second, ...Object.values(parts.raters)]
      const loaded = await Promise.all(lazy.map((part) => part.release()))
      await Promise.all([towers, ...loaded].map((part) => part?.close()))
    },
  }
}

type Whole = Parts & { topics: Lazy<TopicModel | null> }

async function judge(
  parts: Whole,
  { image, text, explain: why, ratings = why ? RATINGS : [], ...rest }: Judgement,
): Promise<Verdict> {
  const { proceed = async () => {}, keep: keeps, topics: phrases = [] } = rest
  const ms: Stages = { decode: 0, ocr: 0, vision: 0, text: 0, head: 0, ratings: 0 }
  const timed = stageTimer(ms, proceed)
  const picture: Picture | undefined =
    image instanceof Uint8Array ? await timed('decode', () => parts.platform.decode(image)) : image
  if (picture?.blank && text === undefined) {
    const thresholds = thresholdsOf(parts.head, HARMLESS.kind)
    const rated = { ...UNRATED, ...Object.fromEntries(ratings.map((rating) => [rating, 0])) }
    const verdict = { ...HARMLESS, thresholds, text: '', asides: [], ratings: rated, model: parts.model, ms }
    return withLooked(verdict, await lookThrough(parts.topics, [], phrases, proceed), keeps)
  }
  const frames: (Pixels | undefined)[] = picture ? framesOf(picture) : [undefined]
  // beside the reading, as the ratings are
  const looking = picture ? lookThrough(parts.topics, framesOf(picture), phrases, proceed) : null
  looking?.catch(() => {})
  const judged: JudgedFrame[] = []
  for (const pixels of frames) judged.push(await judgeFrame(parts, { pixels, text, ratings, proceed }, timed))
  const verdicts = judged.map((frame) => ({
    ...frame.verdict,
    frames: picture ? frames.length : 0,
    model: parts.model,
    ms,
  }))
  const worst = worstFrame(verdicts)
  const rated = { ...verdicts[worst], ratings: highest(verdicts.map(({ ratings }) => ratings)) }
  const verdict = withLooked(rated, await timed('ratings', () => looking), keeps)
  const { imageEmbedding, passage, passages, seen } = judged[worst]
  const second = seen && parts.beside && { second: keepSeen(parts.beside.towers, seen) }
  const kept = keep(imageEmbedding, passages, passage, frames.length === 1)
  const fed = keeps && { fed: { ...kept, ...second, pixels: null } }
  const contributions = why && { contributions: await explain(parts, imageEmbedding, passage) }
  return { ...verdict, ...fed, ...contributions }
}

/** Runs a stage once it may, and adds its milliseconds to `ms`. */
function stageTimer(ms: Stages, proceed: Proceed): Timed {
  return async (stage, work) => {
    await proceed()
    const start = performance.now()
    try {
      return await work()
    } finally {
      ms[stage] += performance.now() - start
    }
  }
}
