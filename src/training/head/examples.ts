import { type Fusion, fuse } from '../../core/model/fusion.ts'
import type { EmbeddedRow } from '../data/embed-rows.ts'
import type { Example } from './train.ts'

/** Shares of a row's weight when a picture with text is also shown without either, so that the head knows both absences. */
const BOTH = 0.6
const TEXT_ONLY = 0.25
const IMAGE_ONLY = 0.15
/** Share of a text's weight that it keeps alone; the rest sits on a blank background, which says nothing of the label. */
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

/** Training examples of embedded rows; all variants of a row share its weight, and rows that weigh nothing have none. */
export function toExamples(
  rows: EmbeddedRow[],
  { fusion, dimension, weightOf, modalityDropout, backgrounds }: Options,
): Example[] {
  const examples: Example[] = []
  for (const row of rows) {
    const weight = weightOf(row)
    if (weight === 0) continue
    const add = (image: Float32Array | null, words: Float32Array | null, share: number) =>
      examples.push({
        features: fuse(fusion, dimension, image, words),
        offensive: row.offensive,
        weight: weight * share,
      })
    if (modalityDropout && row.image && row.words) {
      add(row.image, row.words, BOTH)
      add(null, row.words, TEXT_ONLY)
      add(row.image, null, IMAGE_ONLY)
    } else if (modalityDropout && row.words && backgrounds && backgrounds.embeddings.length > 0) {
      add(null, row.words, TEXT_ALONE)
      add(
        backgrounds.embeddings[Math.floor(backgrounds.random() * backgrounds.embeddings.length)],
        row.words,
        1 - TEXT_ALONE,
      )
    } else {
      add(row.image, row.words, 1)
    }
  }
  return examples
}
