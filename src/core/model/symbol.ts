import * as v from 'valibot'
import type { Platform } from '../platform.ts'
import { ImageInput, ModelFile, readManifest, readModel } from './manifest.ts'
import type { Rater } from './ratings.ts'
import { toTowerInput } from './tower-input.ts'

const FOLDER = 'symbol'

/** symbol.json: the network that looks for symbols of hatred. */
const SymbolManifest = v.object({
  id: v.string(),
  version: v.string(),
  license: v.string(),
  image: v.object(ImageInput),
  output: v.literal('probability'),
  files: v.object({ model: ModelFile }),
})

/** Loads the network for symbols of hatred (towers/memeveil_towers/symbols). Throws ModelError. */
export async function loadSymbolRater(platform: Platform): Promise<Rater> {
  const { image, output, files } = await readManifest(platform.readFile, `${FOLDER}/symbol.json`, SymbolManifest)
  const session = await platform.createSession(readModel(platform.readFile, FOLDER, files.model), 'towers')
  return {
    async rate(pixels) {
      const dims = [1, 3, image.size, image.size]
      const input = new platform.Tensor('float32', toTowerInput(pixels, image), dims)
      const [probability] = (await (await session.run({ [image.input]: input }))[output].getData()) as Float32Array
      return probability
    },
    close: () => session.release(),
  }
}
