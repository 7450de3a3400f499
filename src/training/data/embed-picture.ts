import { type ErrorKind, UserError } from '../../core/user-error.ts'
import type { Row } from './dataset.ts'
import { type DiskCache, hashOf, packEmbedding, unpackEmbedding } from './embedding-cache.ts'
import { type PictureFolder, readPictureFile } from './picture-folder.ts'
import { DatasetError } from './table.ts'

/** A picture file to embed, to read, or both. */
export interface PictureJob {
  path: string
  embed: boolean
  read: boolean
}

export interface PictureResult {
  /** Of length one, [d]. */
  embedding?: Float32Array
  text?: string
}

/** Embeds and reads picture files in other processes: many may be asked for at once. */
export interface PictureWorker {
  /** Throws UserError for a picture that can't be used. */
  run(job: PictureJob): Promise<PictureResult>
}

/** What was embedded and read before, by the hash of the picture file's bytes. */
export interface PictureCaches {
  pictures: DiskCache<string>
  readings: DiskCache<string>
}

/** A row's own sentence, or what was read in its picture, and the picture's embedding where it has one. */
export interface PicturedRow {
  text: string
  imageEmbedding: Float32Array | null
}

/**
 * Embeds the row's picture in the folder `images`, and reads it where the row has no sentence. Throws DatasetError for
 * a row with nothing to embed, UserError for a picture that can't be used.
 */
export async function embedPicture(
  row: Row,
  images: PictureFolder | undefined,
  worker: PictureWorker,
  caches: PictureCaches,
): Promise<PicturedRow> {
  if (!row.imageName || !images) {
    if (row.sentence !== null) return { text: row.sentence, imageEmbedding: null }
    throw new DatasetError(
      row.imageName
        ? 'there is no sentence, and no --images folder to find the picture in'
        : 'there is neither sentence nor picture',
    )
  }
  const path = await images.find(row.imageName)
  const key = hashOf(await readPictureFile(path))
  const wanted = {
    embed: caches.pictures.get(key) === undefined,
    read: row.sentence === null && caches.readings.get(key) === undefined,
  }
  if (wanted.embed || wanted.read) {
    const { embedding, text } = await worker.run({ path, ...wanted })
    if (embedding) caches.pictures.set(key, packEmbedding(embedding))
    if (text !== undefined) caches.readings.set(key, text)
  }
  return {
    text: row.sentence ?? caches.readings.get(key) ?? '',
    imageEmbedding: unpackEmbedding(caches.pictures.get(key) as string),
  }
}

/** What is wrong with a row, not with the machine or the model. */
const OF_THE_ROW: ErrorKind[] = ['picture', 'large-picture', 'missing-picture', 'table']

/** Whether an error of `embedPicture` says that the row has no picture to use: missing, broken, or without a folder. */
export function isUnusablePicture(error: unknown): error is UserError {
  return error instanceof UserError && OF_THE_ROW.includes(error.kind)
}
