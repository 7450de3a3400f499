import type { ModelManifest } from '../core/model/manifest.ts'
import { loadTowers, type Towers } from '../core/model/towers.ts'
import { createReader, type Reader } from '../core/reading/reader.ts'
import { platform } from '../runtime/node/platform.ts'
import type { CreateWork } from '../runtime/node/pool.ts'
import type { PictureJob, PictureResult } from '../training/data/embed-picture.ts'
import { readPictureFile } from '../training/data/picture-folder.ts'

/** A model's folder, and how its towers are to see pictures. */
interface Eyes {
  model: string
  image: ModelManifest['image']
}

/** Embeds picture files with the towers in the folder `model`, and reads them; each part loads at its first picture. */
export const createWork: CreateWork<Eyes, PictureJob, PictureResult> = async ({ model, image }) => {
  let towers: Promise<Towers> | undefined
  let reader: Promise<Reader> | undefined
  return async ({ path, embed, read }) => {
    const pixels = await platform.decode(await readPictureFile(path))
    if (embed) towers ??= loadTowers(platform, model).then((loaded) => loaded.seeingAs(image))
    if (read) reader ??= createReader(platform)
    return {
      embedding: embed ? await (await towers)?.embedImage(pixels) : undefined,
      text: read ? (await (await reader)?.read(pixels))?.text : undefined,
    }
  }
}
