import { type Fusion, fuse } from '../../core/model/fusion.ts'
import type { EmbeddedRow } from '../data/embed-rows.ts'
import type { Example } from './train.ts'

/** Shares of a row's weight when a picture with text is also shown without either: the head learns both absences. */
const BOTH = 0.6
const TEXT_ONLY = 0.25
const IMAGE_ONLY = 0.15
/** Share of a text's weight that it keeps alone; the rest is laid on a background, which says nothing of the label. */
const TEXT_ALONE = 0.6

interface Options {
  fusion: Fusion
  dimension: number
  weightOf(row: EmbeddedRow): number
  /** Whether rows are also shown with a part left out. */
  modalityDropout: boolean
  /** Embeddings of harmless pictures for texts that have none, and how one is chosen. */
  backgrounds?: { embeddings: Float32Array[]; random: () => number }
}

/** Training examples of embedded rows; a row's variants share its weight, and rows that weigh nothing have none. */
export function toExamples(
  rows: EmbeddedRow[],
  { fusion, dimension, weightOf, modalityDropout, backgrounds }: Options,
): Example[] {
  const examples: Example[] = []
  for (const row of rows) {
    const weight = weightOf(row)
    if (weight === 0) continue
    const { imageEmbedding, textEmbedding } = row
    const add = (image: Float32Array | null, text: Float32Array | null, share: number) =>
      examples.push({
        features: fuse(fusion, dimension, image, text),
        offensive: row.offensive,
        weight: weight * share,
      })
    if (modalityDropout && imageEmbedding && textEmbedding) {
      add(imageEmbedding, textEmbedding, BOTH)
      add(null, textEmbedding, TEXT_ONLY)
      add(imageEmbedding, null, IMAGE_ONLY)
    } else if (modalityDropout && textEmbedding && backgrounds && backgrounds.embeddings.length > 0) {
      const { embeddings, random } = backgrounds
      add(null, textEmbedding, TEXT_ALONE)
      add(embeddings[Math.floor(random() * embeddings.length)], textEmbedding, 1 - TEXT_ALONE)
    } else {
      add(imageEmbedding, textEmbedding, 1)
    }
  }
  return examples
}
