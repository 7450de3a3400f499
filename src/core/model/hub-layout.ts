import * as v from 'valibot'
import type { ReadFile } from '../platform.ts'
import { sha256 } from '../sha256.ts'
import { type ModelFile, type ModelManifest, readBytes, readManifest } from './manifest.ts'

const Config = v.object({
  model_type: v.literal('clip'),
  projection_dim: v.number(),
  text_config: v.optional(v.object({ max_position_embeddings: v.optional(v.number()) })),
})
const Triple = v.tuple([v.number(), v.number(), v.number()])
const Preprocessor = v.object({
  crop_size: v.union([v.number(), v.object({ height: v.number() })]),
  image_mean: Triple,
  image_std: Triple,
})

/** CLIP's text length where config.json does not say it. */
const MAX_TOKENS = 77

/** What the hub calls the files of a precision. */
export const HUB_PRECISIONS = { fp32: '', fp16: '_fp16', q8: '_quantized' } as const

/**
 * The manifest of a CLIP as the hub lays it out: config.json, preprocessor_config.json, tokenizer.json,
 * tokenizer_config.json, onnx/{vision,text}_model*.onnx. It has no head. Throws ModelError.
 */
export async function hubManifest(
  readFile: ReadFile,
  folder: string,
  precision: keyof typeof HUB_PRECISIONS,
): Promise<ModelManifest> {
  const { projection_dim, text_config } = await readManifest(readFile, `${folder}/config.json`, Config)
  const preprocessor = `${folder}/preprocessor_config.json`
  const { crop_size, image_mean, image_std } = await readManifest(readFile, preprocessor, Preprocessor)
  const file = async (path: string): Promise<ModelFile> => {
    const bytes = await readBytes(readFile, `${folder}/${path}`)
    return { path, bytes: bytes.length, sha256: await sha256(bytes) }
  }
  const suffix = HUB_PRECISIONS[precision]
  const files = {
    vision: await file(`onnx/vision_model${suffix}.onnx`),
    text: await file(`onnx/text_model${suffix}.onnx`),
    tokenizer: await file('tokenizer.json'),
    tokenizerConfig: await file('tokenizer_config.json'),
  }
  return {
    id: folder.split(/[\\/]/).at(-1) ?? folder,
    // other weights are another model, whatever their folder is called
    version: `${precision}-${files.vision.sha256.slice(0, 8)}${files.text.sha256.slice(0, 8)}`,
    license: 'as its source says',
    dimension: projection_dim,
    image: {
      input: 'pixel_values',
      output: 'image_embeds',
      size: typeof crop_size === 'number' ? crop_size : crop_size.height,
      resize: 'bicubic-stretch',
      mean: image_mean,
      std: image_std,
    },
    text: {
      inputs: ['input_ids', 'attention_mask'],
      output: 'text_embeds',
      maxTokens: text_config?.max_position_embeddings ?? MAX_TOKENS,
    },
    dtype: { wasm: precision, webgpu: precision },
    files,
  }
}
