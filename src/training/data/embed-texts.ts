import type { Towers } from '../../core/model/towers.ts'
import { type DiskCache, hashOf, packEmbedding, unpackEmbedding } from './embedding-cache.ts'
import type { Progress } from './progress.ts'

const BATCH = 32

/** Embeds into `cache` what isn't there yet, short texts first so that a batch has little padding. */
async function embedUnknown(
  texts: string[],
  towers: Towers,
  cache: DiskCache<string>,
  progress: Progress,
): Promise<void> {
  const missing = [...new Set(texts)]
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
}

/** Every text's embedding of length one, [d], in order; null for a text in which the tower sees nothing. */
export async function embedTexts(
  texts: string[],
  towers: Towers,
  cache: DiskCache<string>,
  progress: Progress,
): Promise<(Float32Array | null)[]> {
  await embedUnknown(texts, towers, cache, progress)
  return texts.map((text) => {
    const packed = cache.get(hashOf(text))
    return packed ? unpackEmbedding(packed) : null
  })
}
