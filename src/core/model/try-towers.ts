import { DeviceError } from '../device-error.ts'
import type { Pixels } from '../picture/pixels.ts'
import { UserError } from '../user-error.ts'
import type { ModelManifest } from './manifest.ts'
import { ModelError } from './model-error.ts'
import { openTowers, type TowersHost } from './towers.ts'

const GREY: Pixels = { width: 32, height: 32, data: new Uint8Array(32 * 32 * 3).fill(128) }
const WORD = 'cat '

/**
 * Asks each tower of a model in the hub's layout once, with what its configurations promise: a picture of its size, a
 * text of one word and the longest one. Throws ModelError, which names the file and the field, where a file can't be
 * used or a promise isn't kept; DeviceError where the host can't hold the model.
 */
export async function tryTowers(host: TowersHost, folder: string, manifest: ModelManifest): Promise<void> {
  const { files, image, text } = manifest
  const towers = await openTowers(host, folder, manifest)
  const at = (path: string, what: string) => `${folder}/${path}: ${what}`
  const size = at('preprocessor_config.json', `field "${image.resize.endsWith('-crop') ? 'crop_size' : 'size'}"`)
  try {
    const seen = await told(`${size}: ${files.vision.path} takes no picture of ${image.size} x ${image.size}`, () =>
      towers.embedImage(GREY),
    )
    const said = await told(at(files.text.path, 'it takes no text'), () => towers.embedTexts([WORD]))
    const longest = at('config.json', `field "max_position_embeddings": ${files.text.path} takes no text of`)
    await told(`${longest} ${text.maxTokens} tokens`, () => towers.embedTexts([WORD.repeat(text.maxTokens)]))
    for (const [path, values] of [
      [files.vision.path, seen],
      [files.text.path, said[0] ?? seen],
    ] as const) {
      if (!values.every(Number.isFinite)) throw new ModelError(at(path, 'what it gives are no numbers'))
    }
  } finally {
    await towers.close()
  }
}

/** What onnxruntime says, after what was asked. */
async function told<T>(asked: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UserError || error instanceof DeviceError) throw error
    throw new ModelError(`${asked}: ${(error as Error).message}`)
  }
}
