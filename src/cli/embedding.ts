import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { BUNDLED_MODEL } from '../core/model/manifest.ts'
import { loadTowers, type Towers } from '../core/model/towers.ts'
import { platform } from '../runtime/node/platform.ts'
import { createPool } from '../runtime/node/pool.ts'
import type { Row } from '../training/data/dataset.ts'
import {
  type EmbeddedRow,
  embedRows,
  MISSING_IMAGE,
  type MissingImage,
  type PictureJob,
  type PictureResult,
} from '../training/data/embed-rows.ts'
import { hashOf } from '../training/data/embedding-cache.ts'
import { applyTextSteps } from '../training/data/text-steps.ts'
import { progressBar } from './progress.ts'

export interface EmbeddingOptions {
  images?: string
  missingImage: MissingImage
  model?: string
  cache: string
}

/** Where pictures are, and with what they are embedded. */
export function addEmbeddingOptions(command: Command): Command {
  return command
    .option('--images <folder>', "where the tables' pictures are; without it, rows count by their texts alone")
    .addOption(
      new Option('--missing-image <what>', 'what becomes of a row whose picture is missing or broken')
        .choices(MISSING_IMAGE)
        .default('error'),
    )
    .option('--model <folder>', 'towers other than the bundled ones (see "memeveil install")')
    .option('--cache <folder>', 'where embeddings and readings are kept', '.cache')
}

/** The folder of the model that was asked for, as the platform wants it. */
export function modelFolder(model: string | undefined): string {
  return model === undefined ? BUNDLED_MODEL : resolve(model)
}

export interface Embedder {
  towers: Towers
  /** Embeds rows after the named text steps, and says on standard error what became of missing pictures. */
  embed(rows: Row[], textSteps: readonly string[], images?: string): Promise<EmbeddedRow[]>
  close(): Promise<void>
}

/** Loads the towers; pictures are embedded and read by a pool on all cores, which starts with the first one. */
export async function openEmbedder(options: EmbeddingOptions): Promise<Embedder> {
  const model = modelFolder(options.model)
  const towers = await loadTowers(platform, model)
  const readerId = hashOf(await platform.readFile('reader/reader.json'))
  const pictures = createPool<PictureJob, PictureResult>(new URL('./picture-worker.ts', import.meta.url), { model })
  return {
    towers,
    async embed(rows, textSteps, images = options.images) {
      const unseen = images === undefined ? rows.filter((r) => r.imageName).length : 0
      if (unseen > 0)
        console.error(
          `memeveil: ${unseen} rows name pictures, but there is no --images folder: they count by their texts alone`,
        )
      const prepare = (text: string) => applyTextSteps(text, textSteps)
      const { missingImage, cache } = options
      const {
        rows: embedded,
        missing,
        skipped,
      } = await embedRows(rows, {
        towers,
        readerId,
        pictures,
        images,
        missingImage,
        prepare,
        cache,
        progress: progressBar(),
      })
      for (const problem of missing.slice(0, 5)) console.error(`memeveil: ${problem}`)
      if (missing.length > 0)
        console.error(
          `memeveil: ${missing.length} pictures are missing or broken; ${skipped} rows left out, ${missing.length - skipped} kept by their texts`,
        )
      return embedded
    },
    async close() {
      await Promise.all([towers.close(), pictures.close()])
    },
  }
}
