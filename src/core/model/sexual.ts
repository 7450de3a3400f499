import * as v from 'valibot'
import type { Platform } from '../platform.ts'
import { ModelFile, readManifest, readModel } from './manifest.ts'
import type { Rater } from './ratings.ts'

const FOLDER = 'sexual'

/** sexual.json: the classifier of sexual pictures. */
const SexualManifest = v.object({
  id: v.string(),
  version: v.string(),
  license: v.string(),
  source: v.string(),
  classes: v.array(v.string()),
  files: v.object({ model: ModelFile }),
})

/** What counts as sexual, of the classes that nsfwjs tells apart. */
const SEXUAL = ['Hentai', 'Porn', 'Sexy']

/**
 * Loads nsfwjs's MobileNetV2 in ONNX (see towers/memeveil_towers/sexual.py), which resizes by itself. Throws
 * ModelError.
 */
export async function loadSexualRater(platform: Platform): Promise<Rater> {
  const { classes, files } = await readManifest(platform.readFile, `${FOLDER}/sexual.json`, SexualManifest)
  const session = await platform.createSession(readModel(platform.readFile, FOLDER, files.model), 'towers')
  return {
    async rate({ width, height, data }) {
      const { probabilities } = await session.run({ pixels: new platform.Tensor('uint8', data, [height, width, 3]) })
      const values = (await probabilities.getData()) as Float32Array
      return classes.reduce((sum, name, i) => (SEXUAL.includes(name) ? sum + values[i] : sum), 0)
    },
    close: () => session.release(),
  }
}
