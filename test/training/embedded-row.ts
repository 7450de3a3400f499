import type { EmbeddedRow } from '../../src/training/data/embed-rows.ts'

/** A training row of a text without a picture, and what a test wants it to be. */
export function embeddedRow(wanted: Partial<EmbeddedRow> = {}): EmbeddedRow {
  return {
    imageName: '',
    sentence: '',
    text: '',
    offensive: false,
    dataset: 'made',
    split: 'train',
    group: '',
    where: '',
    imageEmbedding: null,
    textEmbedding: null,
    ...wanted,
  }
}
