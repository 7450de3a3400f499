import * as v from 'valibot'
import type { ReadFile } from '../platform.ts'
import { type Fit, ImageInput, ModelManifest, parseManifest, readManifest, SIMILARITY } from './manifest.ts'
import { ModelError } from './model-error.ts'

// as narrow as the manifest, so that what is wrong is told by the hub's own name for it
const Width = ModelManifest.entries.dimension
const Tokens = ModelManifest.entries.text.entries.maxTokens
/** A text's length, and a tower's width; what a file leaves out is as in the first models of the kind. */
const part = (tokens: number) =>
  v.optional(v.object({ max_position_embeddings: v.optional(Tokens, tokens), hidden_size: v.optional(Width, 768) }), {})
const Config = v.variant('model_type', [
  v.object({ model_type: v.literal('clip'), projection_dim: Width, text_config: part(77) }),
  v.object({ model_type: v.literal('siglip'), text_config: part(64) }),
])

const Side = ImageInput.size
const LongSide = ImageInput.shorterSide.wrapped
const Sides = v.object({ height: Side, width: Side })
const IS_INVERSE = 1e-6
const Preprocessor = v.object({
  size: v.optional(v.union([LongSide, v.object({ shortest_edge: LongSide }), Sides])),
  do_resize: v.optional(v.literal(true)),
  /** Pillow's numbers. */
  resample: v.optional(v.picklist([2, 3], 'only 2 (bilinear) and 3 (bicubic) can be done'), 3),
  do_center_crop: v.optional(v.boolean()),
  crop_size: v.optional(v.union([Side, Sides])),
  do_rescale: v.optional(v.literal(true)),
  rescale_factor: v.optional(
    v.pipe(
      v.number(),
      v.check((factor) => Math.abs(factor * 255 - 1) < IS_INVERSE, 'only 1/255 can be done'),
    ),
  ),
  do_normalize: v.optional(v.boolean(), true),
  image_mean: v.optional(ImageInput.mean),
  image_std: v.optional(ImageInput.std),
})

/** What the hub calls the files of a precision. */
const SUFFIXES = { q8: '_quantized', fp16: '_fp16', fp32: '' } as const
export type Precision = keyof typeof SUFFIXES
export const PRECISIONS = Object.keys(SUFFIXES) as Precision[]

type Tower = 'vision' | 'text'
type HubFile = Tower | 'tokenizer' | 'tokenizerConfig'
export type HubPaths = Record<HubFile, string> & Partial<Record<`${Tower}WebGpu`, string>>

/** Weights of a precision, and others for WebGPU where wanted. */
export interface Precisions {
  precision: Precision
  webgpu?: Precision
}

/** Where the hub's layout has what a model is made of. */
export function hubPaths({ precision, webgpu }: Precisions): HubPaths {
  const path = (tower: Tower, of: Precision) => `onnx/${tower}_model${SUFFIXES[of]}.onnx`
  return {
    vision: path('vision', precision),
    text: path('text', precision),
    ...(webgpu && { visionWebGpu: path('vision', webgpu), textWebGpu: path('text', webgpu) }),
    tokenizer: 'tokenizer.json',
    tokenizerConfig: 'tokenizer_config.json',
  }
}

/** What says how a model is used. */
export const HUB_CONFIGS = ['config.json', 'preprocessor_config.json']

/** What is known of a model in the hub's layout beside what its configurations say. */
export interface HubModel extends Precisions, Pick<ModelManifest, 'id' | 'license'> {
  files: Pick<ModelManifest['files'], keyof HubPaths>
}

/**
 * The manifest of a CLIP or SigLIP as the hub lays it out: HUB_CONFIGS and `hubPaths` below `folder`. It has no head.
 * Throws ModelError, which names the field of a configuration that asks for something else.
 */
export async function hubManifest(
  readFile: ReadFile,
  folder: string,
  { id, license, precision, webgpu = precision, files }: HubModel,
): Promise<ModelManifest> {
  const [config, preprocessor] = HUB_CONFIGS.map((name) => `${folder}/${name}`)
  const { dimension, similarity, outputs, text } = kindOf(await readManifest(readFile, config, Config))
  const image = imageOf(await readManifest(readFile, preprocessor, Preprocessor), preprocessor)
  return parseManifest(
    ModelManifest,
    {
      id,
      // other weights are another model, whatever it is called
      version: `${precision}-${files.vision.sha256.slice(0, 8)}${files.text.sha256.slice(0, 8)}`,
      license,
      dimension,
      image: { input: 'pixel_values', output: outputs.image, ...image },
      text: { inputs: ['input_ids', 'attention_mask'], output: outputs.text, ...text },
      similarity,
      dtype: { wasm: precision, webgpu },
      files,
    } satisfies ModelManifest,
    folder,
  )
}

type Kind = Pick<ModelManifest, 'dimension' | 'similarity'> & {
  outputs: { image: string; text: string }
  text: Pick<ModelManifest['text'], 'maxTokens' | 'full'>
}

/** SigLIP has no projection, and takes texts that are filled up, as it was trained (Zhai et al. 2023). */
function kindOf(config: v.InferOutput<typeof Config>): Kind {
  const { max_position_embeddings: maxTokens, hidden_size } = config.text_config
  return config.model_type === 'clip'
    ? {
        dimension: config.projection_dim,
        similarity: SIMILARITY.clip,
        outputs: { image: 'image_embeds', text: 'text_embeds' },
        text: { maxTokens },
      }
    : {
        dimension: hidden_size,
        similarity: SIMILARITY.siglip,
        outputs: { image: 'pooler_output', text: 'pooler_output' },
        text: { maxTokens, full: true },
      }
}

type Settings = v.InferOutput<typeof Preprocessor>
type Image = Pick<ModelManifest['image'], 'size' | 'resize' | 'shorterSide' | 'mean' | 'std'>

function imageOf(settings: Settings, where: string): Image {
  const wrong: Wrong = (field, what) => new ModelError(`${where}: field "${field}": ${what}`)
  const { image_mean: mean, image_std: std, do_normalize } = settings
  if (do_normalize && !mean) throw wrong('image_mean', 'is missing')
  if (do_normalize && !std) throw wrong('image_std', 'is missing')
  const { fit, ...square } = squareOf(settings, wrong)
  return {
    ...square,
    resize: `${settings.resample === 3 ? 'bicubic' : 'bilinear'}-${fit}`,
    mean: (do_normalize && mean) || [0, 0, 0],
    std: (do_normalize && std) || [1, 1, 1],
  }
}

type Wrong = (field: string, what: string) => ModelError

function squareOf(
  { size, crop_size, do_center_crop = crop_size !== undefined }: Settings,
  wrong: Wrong,
): Pick<Image, 'size' | 'shorterSide'> & { fit: Fit } {
  const side = ofSquare(size, 'size', wrong)
  if (!do_center_crop) {
    if (typeof side !== 'number') throw wrong('size', 'a square is wanted where nothing is cut')
    return { size: side, fit: 'stretch' }
  }
  const cut = ofSquare(crop_size, 'crop_size', wrong)
  if (cut === undefined) throw wrong('crop_size', 'is missing')
  const shorterSide = typeof side === 'object' ? side.shortest_edge : (side ?? cut)
  if (shorterSide < cut) throw wrong('size', `${shorterSide} is less than what is cut out of it, ${cut}`)
  return { size: cut, fit: 'crop', ...(shorterSide !== cut && { shorterSide }) }
}

/** A square's side; whatever else a size may be stays. */
function ofSquare<T>(size: T | v.InferOutput<typeof Sides>, field: string, wrong: Wrong): T | number {
  if (typeof size !== 'object' || !size || !('height' in size)) return size as T
  const { height, width } = size as v.InferOutput<typeof Sides>
  if (height !== width) throw wrong(field, `only squares can be made, not ${width} x ${height}`)
  return height
}
