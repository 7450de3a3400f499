import { join } from 'node:path'
import PQueue from 'p-queue'
import type { ModelManifest } from '../../core/model/manifest.ts'
import type { Towers } from '../../core/model/towers.ts'
import { READING_VERSION } from '../../core/reading/reading.ts'
import type { Row } from './dataset.ts'
import { embedPicture, isUnusablePicture, type PicturedRow, type PictureWorker } from './embed-picture.ts'
import { embedTexts } from './embed-texts.ts'
import { DiskCache, hashOf } from './embedding-cache.ts'
import { createPictureFolder } from './picture-folder.ts'
import type { Progress } from './progress.ts'
import { DatasetError } from './table.ts'

export interface EmbeddedRow extends Row {
  /** The sentence, or what the reader found in the picture, after `prepare`. */
  text: string
  /** Both of length one, [d]; null where the row has no picture, or no text. */
  imageEmbedding: Float32Array | null
  textEmbedding: Float32Array | null
}

export const MISSING_IMAGE = ['error', 'skip', 'text-only'] as const
export type MissingImage = (typeof MISSING_IMAGE)[number]

interface Job {
  towers: Towers
  /** Names the reader: its readings are kept apart from another one's. */
  readerId: string
  pictures: PictureWorker
  /** Folder of the rows' pictures; without one, rows are judged by their sentences alone. */
  images?: string
  /** What becomes of a row whose picture is missing or can't be read. */
  missingImage: MissingImage
  /** Done to every text before it is embedded. */
  prepare: (text: string) => string
  /** Folder of what was embedded and read before. */
  cache: string
  progress: Progress
}

export interface Embedded {
  rows: EmbeddedRow[]
  /** One sentence a row whose picture could not be used. */
  missing: string[]
  /** How many of those rows were left out. */
  skipped: number
}

/** Pictures under way at once: enough for any number of cores, few enough for memory. */
const AT_ONCE = 32

/**
 * Embeds every row's picture and text; where there is no sentence, the picture is read. Everything is cached by
 * content, model, and reader. Throws DatasetError for a row with nothing to embed.
 */
export async function embedRows(rows: Row[], job: Job): Promise<Embedded> {
  const caches = openCaches(job.cache, job.towers.manifest, job.readerId)
  const pictured = await embedPictures(rows, job, caches)
  const kept = pictured.flatMap(({ row, found }) => (found === null ? [] : [{ row, ...found }]))
  const texts = kept.map(({ text }) => job.prepare(text))
  const textEmbeddings = await embedTexts(texts, job.towers, caches.texts, job.progress)
  return {
    rows: kept.map(({ row, imageEmbedding }, i) => ({
      ...row,
      text: texts[i],
      imageEmbedding,
      textEmbedding: textEmbeddings[i],
    })),
    missing: pictured.flatMap(({ problem }) => problem ?? []),
    skipped: rows.length - kept.length,
  }
}

type Caches = Record<'pictures' | 'readings' | 'texts', DiskCache<string>>

/** Embeddings are kept by towers, readings by reader: a change of either finds none of the other's. */
function openCaches(folder: string, { files, image, text }: ModelManifest, readerId: string): Caches {
  const model = hashOf(JSON.stringify([files.vision, files.text, image, text]))
  return {
    pictures: new DiskCache(join(folder, `pictures-${model}.jsonl`)),
    readings: new DiskCache(join(folder, `readings-${readerId}-${READING_VERSION}.jsonl`)),
    texts: new DiskCache(join(folder, `texts-${model}.jsonl`)),
  }
}

/** What was found of a row, null where it is left out; `problem` says why its picture is of no use. */
interface Pictured {
  row: Row
  found: PicturedRow | null
  problem?: string
}

/** Every row's picture, in order. Throws DatasetError for one that is missing or broken and must not be. */
async function embedPictures(
  rows: Row[],
  { images, pictures, missingImage, progress }: Job,
  caches: Caches,
): Promise<Pictured[]> {
  const folder = images ? createPictureFolder(images) : undefined
  const embed = async (row: Row): Promise<Pictured> => {
    try {
      return { row, found: await embedPicture(row, folder, pictures, caches) }
    } catch (error) {
      if (!isUnusablePicture(error)) throw error
      const problem = `${row.where}: ${row.imageName}: ${error.message}`
      if (missingImage === 'error')
        throw new DatasetError(`${problem} (--missing-image skip or text-only goes on without it)`)
      const text = missingImage === 'text-only' ? row.sentence : null
      return { row, found: text === null ? null : { text, imageEmbedding: null }, problem }
    } finally {
      progress.tick()
    }
  }
  progress.start('pictures', rows.length)
  const queue = new PQueue({ concurrency: AT_ONCE })
  return queue.addAll(rows.map((row) => () => embed(row))).finally(() => {
    queue.clear()
    progress.stop()
  })
}
