import * as v from 'valibot'
import { KERNELS } from '../picture/resize.ts'
import type { ModelBytes, ReadFile } from '../platform.ts'
import { sha256 } from '../sha256.ts'
import { ModelError } from './model-error.ts'

/** The model that ships with the product, a folder of public/models. */
export const BUNDLED_MODEL = 'memeveil-mini'

/** What a text tower may take: token ids, and which of them aren't padding. */
export const TEXT_INPUTS = ['input_ids', 'attention_mask'] as const

/** A name or a path below the model's folder; no part of it may begin with a dot. */
const PATH = /^\w[\w.-]*(\/\w[\w.-]*)*$/
/** A length, of which memory is taken before the model could refuse it. */
const upTo = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))
const Finite = v.pipe(v.number(), v.finite())
const listed = {
  path: v.pipe(v.string(), v.regex(PATH)),
  bytes: upTo(2 ** 40),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
}
export const ModelFile = v.object({
  ...listed,
  /** Of a model whose weights stand in a file of their own, beside it. */
  weights: v.optional(v.object(listed)),
})
const Triple = v.tuple([Finite, Finite, Finite])
const Deviation = v.pipe(Finite, v.notValue(0))
/** How a picture becomes a square: pulled to it, or brought to the square's size by its shorter side and cut. */
export const FITS = ['stretch', 'crop'] as const
export type Fit = (typeof FITS)[number]
/** The fit of a way to resize, such as "bicubic-crop". */
export const fitOf = (resize: string): Fit => (resize.endsWith('-crop') ? 'crop' : 'stretch')

/** How pixels become the input of a model for pictures. */
export const ImageInput = {
  input: v.literal('pixel_values'),
  size: upTo(4096),
  resize: v.picklist(FITS.flatMap((fit) => KERNELS.map((kernel) => `${kernel}-${fit}` as const))),
  /** Before a square of `size` is cut out of its middle, a picture's shorter side has this length; else `size`. */
  shorterSide: v.optional(upTo(8192)),
  mean: Triple,
  std: v.tuple([Deviation, Deviation, Deviation]),
}

/** What makes a logit of a picture's and a text's cosine: the models' own, which their exports leave out. */
export const SIMILARITY = {
  /** Where each of CLIP's ended, since more was not allowed (Radford et al. 2021, section 2.5). */
  clip: { scale: 100 },
  /** As B/16 ended. */
  siglip: { scale: 117.33, bias: -12.93 },
}

/** model.json: what a model is, so that every host runs it in the same way. */
export const ModelManifest = v.object({
  id: v.string(),
  version: v.string(),
  license: v.string(),
  dimension: upTo(65_536),
  image: v.object({ ...ImageInput, output: v.string() }),
  text: v.object({
    /** What the file takes at most; CLIP's takes no mask. */
    inputs: v.array(v.picklist(TEXT_INPUTS)),
    output: v.string(),
    maxTokens: upTo(65_536),
    /** Whether the tower was trained on texts filled up to `maxTokens`; else they are as long as the longest beside. */
    full: v.optional(v.boolean()),
  }),
  /** logit = scale x cosine; with a bias, added to it, each pair of picture and text is judged by itself. */
  similarity: v.optional(v.object({ scale: Finite, bias: v.optional(Finite) }), SIMILARITY.clip),
  dtype: v.object({ wasm: v.string(), webgpu: v.string() }),
  files: v.object({
    vision: ModelFile,
    text: ModelFile,
    /** What WebGPU runs in their place, where that is other weights. */
    visionWebGpu: v.optional(ModelFile),
    textWebGpu: v.optional(ModelFile),
    tokenizer: ModelFile,
    tokenizerConfig: ModelFile,
    head: v.optional(ModelFile),
    /** Embeddings of validation rows, by which corrections are measured. */
    validation: v.optional(ModelFile),
  }),
})
export type ModelManifest = v.InferOutput<typeof ModelManifest>

/** reader.json: the line detector and the second recogniser. */
export const ReaderManifest = v.object({
  id: v.string(),
  version: v.string(),
  license: v.string(),
  source: v.string(),
  files: v.object({ detector: ModelFile, recogniser: ModelFile, characters: ModelFile, tesseract: ModelFile }),
})
export type ReaderManifest = v.InferOutput<typeof ReaderManifest>

export type ModelFile = v.InferOutput<typeof ModelFile>

/** Checks parsed JSON against a manifest's schema; `where` names the file in the error. Throws ModelError. */
export function parseManifest<S extends v.GenericSchema>(schema: S, json: unknown, where: string): v.InferOutput<S> {
  const result = v.safeParse(schema, json)
  if (result.success) return result.output
  const issue = result.issues[0]
  throw new ModelError(`${where}: field "${v.getDotPath(issue) ?? ''}": ${issue.message}`)
}

/** Reads a JSON file and checks it against `schema`. Throws ModelError with the file and the field. */
export async function readManifest<S extends v.GenericSchema>(
  readFile: ReadFile,
  path: string,
  schema: S,
): Promise<v.InferOutput<S>> {
  return parseManifest(schema, await readJson(readFile, path), path)
}

/** Reads JSON; a missing file or broken JSON is a ModelError that names the file. */
export async function readJson(readFile: ReadFile, path: string): Promise<unknown> {
  return parseJson(await readBytes(readFile, path), path)
}

/** Bytes as JSON; what is none is a ModelError that names the file. */
export function parseJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    throw new ModelError(`${path} is not JSON: ${(error as Error).message}`)
  }
}

/** Reads a file; a missing one is a ModelError that names it. */
export async function readBytes(readFile: ReadFile, path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new ModelError(`${path} is missing: ${(error as Error).message}`)
  }
}

/** Reads a model with its weights. Throws ModelError. */
export async function readModel(readFile: ReadFile, folder: string, file: ModelFile): Promise<ModelBytes> {
  const { weights } = file
  const [graph, bytes] = await Promise.all([
    readChecked(readFile, folder, file),
    weights && readChecked(readFile, folder, weights),
  ])
  return { graph, ...(weights && bytes && { weights: { name: nameOf(weights.path), bytes } }) }
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** Reads a file that a manifest lists and checks its length and SHA-256. Throws ModelError. */
export async function readChecked(
  readFile: ReadFile,
  folder: string,
  file: ModelFile,
): Promise<Uint8Array<ArrayBuffer>> {
  const path = `${folder}/${file.path}`
  const bytes = await readBytes(readFile, path)
  if (bytes.length !== file.bytes) {
    throw new ModelError(
      `${path} is damaged: ${bytes.length} bytes instead of ${file.bytes}; install again what it came with`,
    )
  }
  const hash = await sha256(bytes)
  if (hash !== file.sha256) {
    const [found, listed] = [hash, file.sha256].map((digits) => `${digits.slice(0, 12)}…`)
    throw new ModelError(`${path} is damaged: its SHA-256 is ${found}, not ${listed}; install again what it came with`)
  }
  return bytes
}
