import * as v from 'valibot'
import type { ReadFile } from '../platform.ts'
import { sha256 } from '../sha256.ts'
import { calibrate, scaled } from './calibration.ts'
import { dot } from './dot.ts'
import { FUSIONS, type Fusion, fuse, fusedLength } from './fusion.ts'
import { FITS, fitOf, type ModelManifest, parseManifest, readChecked } from './manifest.ts'
import { ModelError } from './model-error.ts'
import { withFit } from './tower-input.ts'

/** Far beyond what training gives, and so small that no sum of such is infinite. */
const Moderate = v.pipe(v.number(), v.minValue(-1e6), v.maxValue(1e6))

/** What an expected feed looks like at a threshold: rates on the head's validation rows. */
const OperatingPoint = v.object({ threshold: v.number(), recall: v.number(), falsePositiveRate: v.number() })

/** Labelled embeddings whose nearest to a new one have a say, `share` of it, beside the linear layer. */
const Neighbours = v.object({
  k: v.pipe(v.number(), v.integer(), v.minValue(1)),
  share: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  offensive: v.array(v.boolean()),
  /** Base64 of float32 [rows, fused concat length]. */
  vectors: v.pipe(v.string(), v.base64()),
})

/** What a judgement can be made of: a picture with words, a picture without, words alone. */
export const INPUT_KINDS = ['both', 'picture', 'text'] as const
export type InputKind = (typeof INPUT_KINDS)[number]

/** A share of `n` rows with its 95 % interval. */
const Share = v.object({ value: v.number(), low: v.number(), high: v.number(), n: v.number() })
/** A level's threshold, and what it does on validation rows of real memes. */
const LevelPoint = v.object({ threshold: v.number(), caught: Share, flagged: Share })
const ByKind = v.object({ both: LevelPoint, picture: LevelPoint, text: LevelPoint })
const Scaling = v.object({ scale: Moderate, shift: Moderate })

/** head.json: the report's BinaryClassifier, a linear layer over the fused embeddings, with its calibration. */
export const HeadFile = v.object({
  format: v.literal(1),
  model: v.object({ id: v.string(), version: v.string() }),
  preprocessing: v.string(),
  /** The `READING_VERSION` by which the training pictures were seen and read; older heads don't tell. */
  reading: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  /** What was done to the training texts before the tower's own cleaning; a host must do the same. */
  textSteps: v.optional(v.array(v.string()), []),
  fusion: v.picklist(FUSIONS),
  dimension: v.number(),
  bias: Moderate,
  weights: v.array(Moderate),
  temperature: v.pipe(v.number(), v.minValue(0.01), v.maxValue(1e6)),
  /** Where it is given it calibrates in the temperature's place. */
  calibration: v.optional(v.object({ both: Scaling, picture: Scaling, text: Scaling })),
  /** Expected, on validation rows of real memes. */
  calibrationError: v.optional(v.object({ both: v.number(), picture: v.number(), text: v.number() })),
  threshold: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  knn: v.optional(Neighbours),
  operatingPoints: v.array(OperatingPoint),
  levels: v.optional(v.object({ gentle: ByKind, balanced: ByKind, strict: ByKind })),
  trainedOn: v.record(v.string(), v.number()),
  validation: v.record(v.string(), v.unknown()),
  configuration: v.optional(v.record(v.string(), v.unknown())),
})
export type HeadFile = v.InferOutput<typeof HeadFile>

/** Names everything that shapes a tower's input: a head trained on other pixels or tokens must not be used. */
export function preprocessingId({ image, text }: ModelManifest): string {
  const cutFrom = image.shorterSide === undefined ? '' : `-of-${image.shorterSide}`
  return `${image.resize}-${image.size}${cutFrom}/plain-spelling/${text.maxTokens}`
}

/** The manifest, with pictures brought to a square as the head's were. */
export function fittedTo({ preprocessing }: HeadFile, manifest: ModelManifest): ModelManifest {
  return FITS.map((fit) => withFit(manifest, fit)).find((m) => preprocessingId(m) === preprocessing) ?? manifest
}

/** For hosts whose pictures are embedded already. Throws ModelError for a head of others. */
export function refuseOtherFit(head: HeadFile, manifest: ModelManifest, where: string): void {
  const [made, here] = [fittedTo(head, manifest), manifest].map(({ image }) => fitOf(image.resize))
  if (made !== here) throw new ModelError(`${where} was trained on pictures with --fit ${made}, not ${here}`)
}

/** Checks that head.json is well-formed and belongs to this model and preprocessing. Throws ModelError. */
export function parseHead(json: unknown, manifest: ModelManifest, where: string): HeadFile {
  const head = parseManifest(HeadFile, json, where)
  const made = `${head.model.id}@${head.model.version}`
  const here = `${manifest.id}@${manifest.version}`
  if (made !== here)
    throw new ModelError(`${where} was trained for the model ${made}, but the model here is ${here}: train it again`)
  const preprocessing = preprocessingId(fittedTo(head, manifest))
  if (head.preprocessing !== preprocessing) {
    throw new ModelError(
      `${where} was trained on the preprocessing ${head.preprocessing}, but the model's is ${preprocessing}: ` +
        'train it again',
    )
  }
  const wanted = fusedLength(head.fusion as Fusion, manifest.dimension)
  if (head.dimension !== manifest.dimension || head.weights.length !== wanted) {
    throw new ModelError(`${where} has ${head.weights.length} weights, ${wanted} are needed: train it again`)
  }
  if (head.knn) {
    const needed = head.knn.offensive.length * fusedLength('concat', manifest.dimension)
    const values = neighbourValues(head.knn)
    if (values?.length !== needed || !values.every((value) => Math.abs(value) <= 1e6))
      throw new ModelError(`${where}: its neighbours are not ${needed} values: train it again`)
  }
  return head
}

/** A head.json's content and what to call it in errors. */
export interface NamedHead {
  bytes: Uint8Array<ArrayBuffer>
  name: string
}

/** Which towers and which head (the start of its file's SHA-256) judged. */
export interface ModelName {
  id: string
  version: string
  head: string
}

/** Who judges: verdicts of another model or another head are other verdicts. */
export async function modelName({ id, version }: ModelManifest, head: Uint8Array<ArrayBuffer>): Promise<ModelName> {
  return { id, version, head: (await sha256(head)).slice(0, 12) }
}

/** Bytes of the head that a model has in its folder. Throws ModelError. */
export async function ownHead(readFile: ReadFile, model: string, manifest: ModelManifest): Promise<NamedHead> {
  const { head } = manifest.files
  if (!head) throw new ModelError(`${model} has no head of its own: train one, and name it`)
  return { bytes: await readChecked(readFile, model, head), name: `${model}/${head.path}` }
}

/** `parseHead` for a file's content. Throws ModelError. */
export function parseHeadBytes(bytes: Uint8Array, manifest: ModelManifest, where: string): HeadFile {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    throw new ModelError(`${where} is not JSON: ${(error as Error).message}`)
  }
  return parseHead(json, manifest, where)
}

/** For hosts that judge texts as they are. Throws ModelError for a head that wants them changed first. */
export function refuseTextSteps({ textSteps }: HeadFile, where: string): void {
  if (textSteps.length > 0)
    throw new ModelError(
      `${where} was trained on texts after ${textSteps.join(', ')}, which can't be done here: train it without`,
    )
}

/** The linear layer: fused embeddings → logit. Pass null for an absent modality. */
export function logit(head: HeadFile, imageEmbedding: Float32Array | null, textEmbedding: Float32Array | null): number {
  const fused = fuse(head.fusion, head.dimension, imageEmbedding, textEmbedding)
  let sum = head.bias
  for (let i = 0; i < fused.length; i++) sum += fused[i] * head.weights[i]
  return sum
}

/** The whole head: embeddings → P(offensive). */
export type Classify = (imageEmbedding: Float32Array | null, textEmbedding: Float32Array | null) => number

/** Of an image and a text embedding, those that are there; with neither it counts as a picture. */
export function inputKind(imageEmbedding: Float32Array | null, textEmbedding: Float32Array | null): InputKind {
  if (!textEmbedding) return 'picture'
  return imageEmbedding ? 'both' : 'text'
}

/** P(offensive) of a logit, by how the head is calibrated for that kind of input. */
export function probabilityOf({ temperature, calibration }: HeadFile, logit: number, kind: InputKind): number {
  return calibration ? scaled(logit, calibration[kind]) : calibrate(logit, temperature)
}

/** The linear layer, its calibration and one sigmoid; where the head keeps neighbours, blended with their vote. */
export function createClassifier(head: HeadFile): Classify {
  const vote = head.knn && createVote(head.knn, head.dimension)
  return (imageEmbedding, textEmbedding) => {
    const kind = inputKind(imageEmbedding, textEmbedding)
    const linear = probabilityOf(head, logit(head, imageEmbedding, textEmbedding), kind)
    if (!vote || !head.knn) return linear
    return (1 - head.knn.share) * linear + head.knn.share * vote(imageEmbedding, textEmbedding)
  }
}

/** Null where they are no whole number of values. */
function neighbourValues({ vectors }: Pick<NonNullable<HeadFile['knn']>, 'vectors'>): Float32Array | null {
  const bytes = Uint8Array.from(atob(vectors), (c) => c.charCodeAt(0))
  return bytes.length % Float32Array.BYTES_PER_ELEMENT === 0 ? new Float32Array(bytes.buffer) : null
}

/** Share of offensive ones among the k rows of the greatest cosine, each weighing its cosine. */
function createVote({ k, offensive, vectors }: NonNullable<HeadFile['knn']>, dimension: number): Classify {
  const values = neighbourValues({ vectors }) ?? new Float32Array()
  const length = fusedLength('concat', dimension)
  const rows = offensive.map((label, i) => {
    const vector = values.subarray(i * length, (i + 1) * length)
    return { label, vector, norm: Math.sqrt(dot(vector, vector)) }
  })
  return (imageEmbedding, textEmbedding) => {
    const fused = fuse('concat', dimension, imageEmbedding, textEmbedding)
    const own = Math.sqrt(dot(fused, fused))
    const likeness = rows.map(({ label, vector, norm }) => ({
      label,
      cosine: own * norm > 0 ? Math.max(0, dot(fused, vector) / (own * norm)) : 0,
    }))
    const nearest = likeness.sort((a, b) => b.cosine - a.cosine).slice(0, k)
    const total = nearest.reduce((sum, n) => sum + n.cosine, 0)
    return total === 0 ? 0 : nearest.reduce((sum, n) => sum + (n.label ? n.cosine : 0), 0) / total
  }
}
