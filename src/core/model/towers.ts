import type { InferenceSession } from 'onnxruntime-common'
import { allOrNone } from '../all-or-none.ts'
import type { Pixels } from '../picture/pixels.ts'
import { toTowerInput } from '../picture/resize.ts'
import type { Platform, Session } from '../platform.ts'
import { cleanText } from '../words/clean-text.ts'
import { joinHyphenated } from '../words/hyphens.ts'
import { createTokenizer } from '../words/tokens.ts'
import { ModelManifest, readChecked, readManifest, readModel } from './manifest.ts'

/** The dual encoder: both towers give unit vectors [d] in one space. */
export interface Towers {
  manifest: ModelManifest
  embedImage(pixels: Pixels): Promise<Float32Array>
  /** One row a text, in order; an empty text (after cleaning) has no embedding. */
  embedTexts(texts: string[]): Promise<(Float32Array | null)[]>
  close(): Promise<void>
}

/**
 * Loads the model in `folder` (below public/models). Throws ModelError when a file is missing, damaged or of another
 * form.
 */
export async function loadTowers(platform: Platform, folder: string): Promise<Towers> {
  const manifest = await readManifest(platform.readFile, `${folder}/model.json`, ModelManifest)
  const { text, vision, tokenize } = await loadParts(platform, folder, manifest)
  const { Tensor } = platform
  const { size } = manifest.image
  const { maxTokens } = manifest.text
  const tokensOf = (word: string) => tokenize(word, maxTokens).length
  // without the opening and the closing one
  const around = tokensOf('')
  const spoken = (text: string) => joinHyphenated(cleanText(text), (word) => tokensOf(word) - around)

  async function embedTokens(ids: number[][]): Promise<Float32Array[]> {
    const length = Math.max(...ids.map((i) => i.length))
    const inputIds = new BigInt64Array(ids.length * length)
    const mask = new BigInt64Array(ids.length * length)
    for (const [row, tokens] of ids.entries()) {
      for (const [i, token] of tokens.entries()) {
        inputIds[row * length + i] = BigInt(token)
        mask[row * length + i] = 1n
      }
    }
    const dims = [ids.length, length]
    const feeds: Record<string, InstanceType<typeof Tensor>> = { input_ids: new Tensor('int64', inputIds, dims) }
    // CLIP's text tower is causal: padding behind the last token changes nothing, and some exports take no mask
    if (text.inputNames.includes('attention_mask')) feeds.attention_mask = new Tensor('int64', mask, dims)
    const output = await run(text, feeds, manifest.text.output)
    return ids.map((_, row) => normalise(output.slice(row * manifest.dimension, (row + 1) * manifest.dimension)))
  }

  return {
    manifest,
    async embedImage(pixels) {
      const input = new Tensor('float32', toTowerInput(pixels, manifest.image), [1, 3, size, size])
      return normalise(await run(vision, { pixel_values: input }, manifest.image.output))
    },
    async embedTexts(texts) {
      const ids = texts.map((t) => spoken(t)).map((t) => (t === '' ? null : tokenize(t, maxTokens)))
      const present = ids.filter((i) => i !== null)
      const embeddings = present.length === 0 ? [] : await embedTokens(present)
      return ids.map((i) => (i === null ? null : (embeddings.shift() as Float32Array)))
    },
    async close() {
      await Promise.all([vision.release(), text.release()])
    },
  }
}

async function loadParts(platform: Platform, folder: string, { files }: ModelManifest) {
  const load = (file: 'text' | 'vision') => readModel(platform.readFile, folder, files[file])
  const json = async (file: 'tokenizer' | 'tokenizerConfig') =>
    JSON.parse(new TextDecoder().decode(await readChecked(platform.readFile, folder, files[file]))) as object
  const loadingText = platform.createSession(load('text'), 'towers')
  async function readVision() {
    const model = await load('vision')
    // the larger one first: this one then fits in what its loading left
    await loadingText.catch(() => {})
    return model
  }
  const loadTokenizer = async () => ({
    tokenize: createTokenizer(await json('tokenizer'), await json('tokenizerConfig')),
  })
  const [text, vision, { tokenize }] = await allOrNone(
    [loadingText, platform.createSession(readVision(), 'towers'), loadTokenizer()],
    async (loaded) => {
      if ('release' in loaded) await loaded.release()
    },
  )
  return { text, vision, tokenize }
}

async function run(session: Session, feeds: InferenceSession.FeedsType, output: string): Promise<Float32Array> {
  const tensor = (await session.run(feeds))[output]
  return (await tensor.getData()) as Float32Array
}

/** Scales a vector to length one (CLIP's exports leave that to the caller). */
function normalise(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return vector.map((x) => x / Math.max(length, 1e-12))
}
