import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { isHubName } from '../core/install/hub.ts'
import { MANIFEST, PLAN } from '../core/install/installed.ts'
import { BUNDLED_MODEL, FITS, type Fit } from '../core/model/manifest.ts'
import { withFit } from '../core/model/tower-input.ts'
import { loadTowers, type Towers } from '../core/model/towers.ts'
import { modelsFolder } from '../runtime/node/model-store.ts'
import { platform } from '../runtime/node/platform.ts'
import { createPool } from '../runtime/node/pool.ts'
import type { Row } from '../training/data/dataset.ts'
import type { PictureJob, PictureResult } from '../training/data/embed-picture.ts'
import {
  type Embedded,
  type EmbeddedRow,
  embedRows,
  MISSING_IMAGE,
  type MissingImage,
} from '../training/data/embed-rows.ts'
import { hashOf } from '../training/data/embedding-cache.ts'
import { applyTextSteps } from '../training/data/text-steps.ts'
import { halfInstalled } from './half-installed.ts'
import { progressBar } from './progress.ts'
import { UsageError } from './usage-error.ts'

export interface EmbeddingOptions {
  images?: string
  missingImage: MissingImage
  model?: string
  fit?: Fit
  cache: string
}

/** Missing pictures are named up to this many. */
const NAMED = 5

/** Where pictures are, and with what they are embedded. */
export function addEmbeddingOptions(command: Command): Command {
  return command
    .option('--images <folder>', "where the tables' pictures are; without it, rows count by their texts alone")
    .addOption(
      new Option('--missing-image <what>', 'what becomes of a row whose picture is missing or broken')
        .choices(MISSING_IMAGE)
        .default('error'),
    )
    .option('--model <name>', MODEL_OPTION)
    .addOption(new Option('--fit <how>', "how pictures become squares (default: the model's own way)").choices(FITS))
    .option('--cache <folder>', 'where embeddings and readings are kept', '.cache')
}

export const MODEL_OPTION = 'an installed model (see "memeveil model"), or the folder of one; default: the bundled one'

/** The folder of the model that was asked for, as the platform wants it. Throws UsageError for one to be had first. */
export function modelFolder(model: string | undefined): string {
  if (model === undefined) return BUNDLED_MODEL
  const installed = join(modelsFolder(), model)
  const has = (name: string) => existsSync(join(installed, name))
  if (isHubName(model) && has(PLAN) && !has(MANIFEST)) throw new UsageError(halfInstalled(model))
  if (isHubName(model) && existsSync(installed)) return installed
  if (isHubName(model) && !existsSync(model)) {
    throw new UsageError(`${model} is neither installed (memeveil model get ${model}) nor a folder here`)
  }
  return resolve(model)
}

export interface Embedder {
  towers: Towers
  /** Embeds rows after the named text steps, and says on standard error what became of missing pictures. */
  embed(rows: Row[], textSteps: readonly string[], images?: string): Promise<EmbeddedRow[]>
  close(): Promise<void>
}

/** Loads the towers; pictures are embedded and read by a pool on all cores, which starts with the first one. */
export async function openEmbedder({ model, fit, images, missingImage, cache }: EmbeddingOptions): Promise<Embedder> {
  const folder = modelFolder(model)
  const loaded = await loadTowers(platform, folder)
  const towers = fit ? loaded.seeingAs(withFit(loaded.manifest, fit).image) : loaded
  const readerId = hashOf(await platform.readFile('reader/reader.json'))
  const worker = new URL('./picture-worker.ts', import.meta.url)
  const pictures = createPool<PictureJob, PictureResult>(worker, { model: folder, image: towers.manifest.image })
  return {
    towers,
    async embed(rows, textSteps, pictureFolder = images) {
      if (pictureFolder === undefined) warnOfUnseen(rows)
      const embedded = await embedRows(rows, {
        towers,
        readerId,
        pictures,
        images: pictureFolder,
        missingImage,
        prepare: (text) => (textSteps.length > 0 ? applyTextSteps(text, textSteps) : text),
        cache,
        progress: progressBar(),
      })
      warnOfMissing(embedded)
      return embedded.rows
    },
    async close() {
      await Promise.all([towers.close(), pictures.close()])
    },
  }
}

function warnOfUnseen(rows: Row[]): void {
  const unseen = rows.filter((r) => r.imageName).length
  if (unseen === 0) return
  console.error(
    `memeveil: ${unseen} rows name pictures, but there is no --images folder: they count by their texts alone`,
  )
}

function warnOfMissing({ missing, skipped }: Embedded): void {
  if (missing.length === 0) return
  for (const problem of missing.slice(0, NAMED)) console.error(`memeveil: ${problem}`)
  const outcome = `${skipped} rows left out, ${missing.length - skipped} kept by their texts`
  console.error(`memeveil: ${missing.length} pictures are missing or broken; ${outcome}`)
}
