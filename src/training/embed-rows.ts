import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Platform } from '../core/platform.ts'
import { createReader, READING_VERSION, type Reader } from '../core/reading.ts'
import type { Towers } from '../core/towers.ts'
import type { Row } from './dataset.ts'
import { DiskCache, hashOf, packEmbedding, unpackEmbedding } from './embedding-cache.ts'

export interface EmbeddedRow extends Row {
  /** The sentence, or what the reader found in the picture. */
  text: string
  image: Float32Array | null
  words: Float32Array | null
}

export interface Progress {
  start(what: string, total: number): void
  tick(): void
  stop(): void
}

const BATCH = 32

/**
 * Embeds every row's picture (from `images`) and text, read by OCR where `sentence` is absent. Everything is cached by
 * content, model and reader below `cache`.
 */
export async function embedRows(
  platform: Platform,
  towers: Towers,
  rows: Row[],
  images: string | undefined,
  cache: string,
  progress: Progress,
): Promise<EmbeddedRow[]> {
  const model = hashOf(JSON.stringify([towers.manifest.files.vision, towers.manifest.files.text, towers.manifest.image, towers.manifest.text]))
  const reader = hashOf(await platform.readFile('reader/reader.json'))
  const pictures = new DiskCache<string>(join(cache, `pictures-${model}.jsonl`))
  const texts = new DiskCache<string>(join(cache, `texts-${model}.jsonl`))
  const readings = new DiskCache<string>(join(cache, `readings-${reader}-${READING_VERSION}.jsonl`))
  let openReader: Promise<Reader> | undefined

  const out: EmbeddedRow[] = []
  progress.start('pictures', rows.length)
  for (const row of rows) {
    progress.tick()
    let image: Float32Array | null = null
    let text = row.sentence
    if (row.imageName && images) {
      const bytes = new Uint8Array(await readFile(join(images, row.imageName)))
      const key = hashOf(bytes)
      let packed = pictures.get(key)
      let reading = readings.get(key)
      if (packed === undefined || (text === null && reading === undefined)) {
        const pixels = await platform.decode(bytes)
        if (packed === undefined) pictures.set(key, (packed = packEmbedding(await towers.embedImage(pixels))))
        if (text === null && reading === undefined) {
          openReader ??= createReader(platform)
          readings.set(key, (reading = (await (await openReader).read(pixels)).text))
        }
      }
      image = unpackEmbedding(packed)
      text ??= reading ?? ''
    }
    out.push({ ...row, text: text ?? '', image, words: null })
  }
  progress.stop()
  await (await openReader)?.close()
  await embedTexts(towers, out, texts, progress)
  return out
}

async function embedTexts(towers: Towers, rows: EmbeddedRow[], cache: DiskCache<string>, progress: Progress): Promise<void> {
  const missing = [...new Set(rows.map((r) => r.text))].filter((t) => cache.get(hashOf(t)) === undefined).sort((a, b) => a.length - b.length)
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
