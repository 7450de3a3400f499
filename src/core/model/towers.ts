import type { InferenceSession } from 'onnxruntime-common'
import { allOrNone } from '../all-or-none.ts'
import { DeviceError } from '../device-error.ts'
import { Lazy } from '../lazy.ts'
import type { Pixels } from '../picture/pixels.ts'
import type { ModelBytes, Platform, Session } from '../platform.ts'
import { UserError } from '../user-error.ts'
import { cleanText } from '../words/clean-text.ts'
import { joinHyphenated } from '../words/hyphens.ts'
import { createTokenizer, type Tokenizer } from '../words/tokens.ts'
import {
  type ModelFile,
  ModelManifest,
  parseJson,
  readChecked,
  readManifest,
  readModel,
  TEXT_INPUTS,
} from './manifest.ts'
import { ModelError } from './model-error.ts'
import { toTowerInput } from './tower-input.ts'

/** The dual encoder: both towers give unit vectors [d] in one space. */
export interface Towers {
  manifest: ModelManifest
  embedImage(pixels: Pixels): Promise<Float32Array>
  /** One row a text, in order; an empty text (after cleaning) has no embedding. */
  embedTexts(texts: string[]): Promise<(Float32Array | null)[]>
  /** The same towers, seeing pictures as another manifest of the model says. */
  seeingAs(image: ModelManifest['image']): Towers
  close(): Promise<void>
}

interface Parts extends Tokenizer {
  text: Lazy<Session>
  vision: Session
}

/** What towers need of their host. */
export type TowersHost = Pick<Platform, 'createSession' | 'readFile' | 'Tensor'>

/** When the text tower loads: at once, or at the first text, which may never come. */
export type TextTower = 'at once' | 'when asked'

/**
 * Loads the model in `folder` (below public/models), with the weights for a device. Throws ModelError when a file is
 * missing, damaged or of another form; of a text tower that loads later, at the first text.
 */
export async function loadTowers(
  platform: Platform,
  folder: string,
  { device = 'wasm', text = 'at once' }: { device?: keyof ModelManifest['dtype']; text?: TextTower } = {},
): Promise<Towers> {
  const all = await readManifest(platform.readFile, `${folder}/model.json`, ModelManifest)
  const manifest = device === 'webgpu' ? withWebGpuFiles(all) : all
  return openTowers(platform, folder, manifest, text)
}

/** The same for a manifest that is at hand, of files in `folder`. Throws ModelError. */
export async function openTowers(
  platform: TowersHost,
  folder: string,
  manifest: ModelManifest,
  text: TextTower = 'at once',
): Promise<Towers> {
  return towersOf(platform, manifest, await loadParts(platform, folder, manifest, text))
}

function withWebGpuFiles(manifest: ModelManifest): ModelManifest {
  const { files } = manifest
  const { visionWebGpu: vision = files.vision, textWebGpu: text = files.text } = files
  return { ...manifest, files: { ...files, vision, text } }
}

function towersOf(platform: TowersHost, manifest: ModelManifest, parts: Parts): Towers {
  const { Tensor } = platform
  const { size } = manifest.image
  const { maxTokens } = manifest.text
  const tokensOf = (word: string) => parts.tokenize(word, maxTokens).length
  // without the opening and the closing one
  const around = tokensOf('')
  const spoken = (text: string) => joinHyphenated(cleanText(text), (word) => tokensOf(word) - around)
  return {
    manifest,
    async embedImage(pixels) {
      const input = new Tensor('float32', toTowerInput(pixels, manifest.image), [1, 3, size, size])
      return normalise(await run(parts.vision, { pixel_values: input }, outputOf(manifest, 'vision', 'image', 1)))
    },
    async embedTexts(texts) {
      const ids = texts.map((t) => spoken(t)).map((t) => (t === '' ? null : parts.tokenize(t, maxTokens)))
      const present = ids.filter((i) => i !== null)
      const embeddings = present.length === 0 ? [] : await embedTokens(platform, manifest, parts, present)
      return ids.map((i) => (i === null ? null : (embeddings.shift() as Float32Array)))
    },
    seeingAs: (image) => towersOf(platform, { ...manifest, image }, parts),
    close: () => close(parts),
  }
}

async function close({ vision, text }: Parts): Promise<void> {
  const loaded = await text.release()
  await Promise.all([vision.release(), loaded?.release()])
}

async function embedTokens(
  { Tensor }: TowersHost,
  manifest: ModelManifest,
  { text, padding }: Parts,
  ids: number[][],
): Promise<Float32Array[]> {
  const {
    text: { maxTokens, full },
    dimension,
  } = manifest
  const length = full ? maxTokens : Math.max(...ids.map((i) => i.length))
  const inputIds = new BigInt64Array(ids.length * length).fill(BigInt(padding))
  const mask = new BigInt64Array(ids.length * length)
  for (const [row, tokens] of ids.entries()) {
    for (const [i, token] of tokens.entries()) {
      inputIds[row * length + i] = BigInt(token)
      mask[row * length + i] = 1n
    }
  }
  const values = { input_ids: inputIds, attention_mask: mask }
  const tower = await text.get()
  const taken = TEXT_INPUTS.filter((name) => tower.inputNames.includes(name))
  const feeds = taken.map((name) => [name, new Tensor('int64', values[name], [ids.length, length])] as const)
  const embeddings = await run(tower, Object.fromEntries(feeds), outputOf(manifest, 'text', 'text', ids.length))
  return ids.map((_, row) => normalise(embeddings.slice(row * dimension, (row + 1) * dimension)))
}

interface Tower {
  folder: string
  file: ModelFile
  /** What it may take, and what it has to give. */
  may: readonly string[]
  output: string
}

/** Throws ModelError where it takes or gives something else than the manifest says. */
function checkForm({ inputNames, outputNames }: Session, { folder, file, may, output }: Tower): void {
  const path = `${folder}/${file.path}`
  const other = inputNames.find((name) => !may.some((known) => known === name))
  if (other) throw new ModelError(`${path}: input "${other}": only ${may.join(' and ')} can be given`)
  if (!outputNames.includes(output)) {
    throw new ModelError(`${path}: output "${output}" is missing; it has ${outputNames.join(', ')}`)
  }
}

/** Loads a tower once what is larger has loaded: it then fits in what that left. */
async function loadTower(platform: TowersHost, tower: Tower, larger: Promise<unknown>): Promise<Session> {
  async function read(): Promise<ModelBytes> {
    const model = await readModel(platform.readFile, tower.folder, tower.file)
    await larger.catch(() => {})
    return model
  }
  const session = await platform.createSession(read(), 'towers').catch((error) => {
    if (error instanceof UserError || error instanceof DeviceError) throw error
    throw new ModelError(`${tower.folder}/${tower.file.path} can't be loaded: ${(error as Error).message}`)
  })
  try {
    checkForm(session, tower)
  } catch (error) {
    await session.release()
    throw error
  }
  return session
}

async function loadParts(
  platform: TowersHost,
  folder: string,
  { files, image, text: ofText }: ModelManifest,
  textTower: TextTower,
): Promise<Parts> {
  const json = async (file: 'tokenizer' | 'tokenizerConfig') =>
    parseJson(await readChecked(platform.readFile, folder, files[file]), `${folder}/${files[file].path}`) as object
  const ofTexts = { file: files.text, may: ofText.inputs, output: ofText.output, folder }
  const text = new Lazy(() => loadTower(platform, ofTexts, Promise.resolve()))
  const loadingText = textTower === 'at once' ? text.get() : Promise.resolve(null)
  const ofVision = { file: files.vision, may: ['pixel_values'], output: image.output, folder }
  const loadTokenizer = async () => createTokenizer(await json('tokenizer'), await json('tokenizerConfig'))
  const [vision, tokenizer] = await allOrNone(
    [loadTower(platform, ofVision, loadingText), loadTokenizer(), loadingText],
    async (loaded) => {
      if (loaded && 'release' in loaded) await loaded.release()
    },
  )
  return { text, vision, ...tokenizer }
}

/** What a tower has to give. */
interface Output {
  path: string
  name: string
  /** Embeddings, and values of each. */
  count: number
  dimension: number
}

function outputOf(manifest: ModelManifest, tower: 'vision' | 'text', kind: 'image' | 'text', count: number): Output {
  const { files, dimension } = manifest
  return { path: files[tower].path, name: manifest[kind].output, count, dimension }
}

/** Throws ModelError where embeddings have another width than the manifest says. */
async function run(
  session: Session,
  feeds: InferenceSession.FeedsType,
  { path, name, count, dimension }: Output,
): Promise<Float32Array> {
  const tensor = (await session.run(feeds))[name]
  const values = (await tensor.getData()) as Float32Array
  if (values.length === count * dimension) return values
  throw new ModelError(
    `${path}: output "${name}" has ${values.length / count} values, and not ${dimension}, which is the model's ` +
      '"dimension" (in the hub\'s config.json "projection_dim", or "hidden_size" of a SigLIP)',
  )
}

/** The same towers, which look at a picture once, whoever asks: `Pixels` are known by being the same object. */
export function onceEach(towers: Towers): Towers {
  const seen = new WeakMap<Pixels, Promise<Float32Array>>()
  return {
    ...towers,
    embedImage(pixels) {
      const embedding = seen.get(pixels) ?? towers.embedImage(pixels)
      seen.set(pixels, embedding)
      return embedding
    },
  }
}

/** For two that use the same. */
export function closingOnce(towers: Towers): Towers {
  let closing: Promise<void> | undefined
  return {
    ...towers,
    close() {
      closing ??= towers.close()
      return closing
    },
  }
}

/** Scales a vector to length one (CLIP's exports leave that to the caller). */
function normalise(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector)
  return vector.map((x) => x / Math.max(length, 1e-12))
}
