import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import PQueue from 'p-queue'
import type { Towers } from '../../core/model/towers.ts'
import { READING_VERSION } from '../../core/reading/reader.ts'
import { type ErrorKind, type Problem, UserError } from '../../core/user-error.ts'
import type { Row } from './dataset.ts'
import { DiskCache, hashOf, packEmbedding, unpackEmbedding } from './embedding-cache.ts'
import { DatasetError } from './table.ts'

export interface EmbeddedRow extends Row {
  /** The sentence, or what the reader found in the picture, after `prepare`. */
  text: string
  image: Float32Array | null
  words: Float32Array | null
}

/** A picture file to embed, to read, or both. */
export interface PictureJob {
  path: string
  embed: boolean
  read: boolean
}

export interface PictureResult {
  embedding?: Float32Array
  text?: string
  /** Why the picture can't be used. */
  problem?: Problem
}

/** Embeds and reads picture files in other processes: many may be asked for at once. */
interface PictureWorker {
  run(job: PictureJob): Promise<PictureResult>
}

export interface Progress {
  start(what: string, total: number): void
  tick(): void
  stop(): void
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
  /** One sentence a row whose picture could not be used, and how many rows were left out for it. */
  missing: string[]
  skipped: number
}

const BATCH = 32
/** Pictures under way at once: enough for any number of cores, few enough for memory. */
const AT_ONCE = 32

/**
 * Embeds every row's picture and text; where there is no sentence, the picture is read. Everything is cached by content,
 * model, and reader. Throws DatasetError for a row with nothing to embed.
 */
export async function embedRows(rows: Row[], job: Job): Promise<Embedded> {
  const { manifest } = job.towers
  const model = hashOf(JSON.stringify([manifest.files.vision, manifest.files.text, manifest.image, manifest.text]))
  const cache = {
    pictures: new DiskCache<string>(join(job.cache, `pictures-${model}.jsonl`)),
    readings: new DiskCache<string>(join(job.cache, `readings-${job.readerId}-${READING_VERSION}.jsonl`)),
    texts: new DiskCache<string>(join(job.cache, `texts-${model}.jsonl`)),
  }
  const missing: string[] = []
  job.progress.start('pictures', rows.length)
  const queue = new PQueue({ concurrency: AT_ONCE })
  const embedded = await queue
    .addAll(
      rows.map((row) => async () => {
        try {
          return await embedPicture(row, job, cache)
        } catch (error) {
          if (!isMissing(error)) throw error
          const problem = `${row.where}: ${row.imageName}: ${(error as Error).message}`
          if (job.missingImage === 'error')
            throw new DatasetError(`${problem} (--missing-image skip or text-only goes on without it)`)
          missing.push(problem)
          return job.missingImage === 'text-only' && row.sentence !== null
            ? { ...row, text: row.sentence, image: null, words: null }
            : null
        } finally {
          job.progress.tick()
        }
      }),
    )
    .finally(() => {
      queue.clear()
      job.progress.stop()
    })
  const kept = embedded.filter((row) => row !== null)
  for (const row of kept) row.text = job.prepare(row.text)
  await embedTexts(kept, job.towers, cache.texts, job.progress)
  return { rows: kept, missing, skipped: embedded.length - kept.length }
}

/** What is wrong with a row, not with the machine or the model. */
const OF_THE_ROW: ErrorKind[] = ['picture', 'large-picture', 'table']

function isMissing(error: unknown): boolean {
  if (error instanceof UserError) return OF_THE_ROW.includes(error.kind)
  return (error as NodeJS.ErrnoException).code === 'ENOENT'
}

type Caches = Record<'pictures' | 'readings' | 'texts', DiskCache<string>>

async function embedPicture(row: Row, { images, pictures }: Job, cache: Caches): Promise<EmbeddedRow> {
  if (!row.imageName || !images) {
    if (row.sentence !== null) return { ...row, text: row.sentence, image: null, words: null }
    throw new DatasetError(
      row.imageName
        ? 'there is no sentence, and no --images folder to find the picture in'
        : 'there is neither sentence nor picture',
    )
  }
  const path = join(images, row.imageName)
  const key = hashOf(await readFile(path))
  const wanted = {
    embed: cache.pictures.get(key) === undefined,
    read: row.sentence === null && cache.readings.get(key) === undefined,
  }
  if (wanted.embed || wanted.read) {
    const { embedding, text, problem } = await pictures.run({ path, ...wanted })
    if (problem) throw new UserError(problem.kind, problem.message)
    if (embedding) cache.pictures.set(key, packEmbedding(embedding))
    if (text !== undefined) cache.readings.set(key, text)
  }
  return {
    ...row,
    text: row.sentence ?? cache.readings.get(key) ?? '',
    image: unpackEmbedding(cache.pictures.get(key) as string),
    words: null,
  }
}

async function embedTexts(
  rows: EmbeddedRow[],
  towers: Towers,
  cache: DiskCache<string>,
  progress: Progress,
): Promise<void> {
  const missing = [...new Set(rows.map((r) => r.text))]
    .filter((t) => cache.get(hashOf(t)) === undefined)
    .sort((a, b) => a.length - b.length)
  progress.start('texts', missing.length)
  for (let start = 0; start < missing.length; start += BATCH) {
    const batch = missing.slice(start, start + BATCH)
    for (const [i, embedding] of (await towers.embedTexts(batch)).entries()) {
      cache.set(hashOf(batch[i]), embedding ? packEmbedding(embedding) : '')
      progress.tick()
    }
  }
  progress.stop()
  for (const row of rows) {
    const packed = cache.get(hashOf(row.text))
    row.words = packed ? unpackEmbedding(packed) : null
  }
}
