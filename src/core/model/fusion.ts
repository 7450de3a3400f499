/**
 * How the two embeddings become one feature vector. `concat` is the report's; `align` adds their product (HateCLIPper,
 * Kumar & Nandakumar 2022).
 */
export const FUSIONS = ['concat', 'align'] as const
export type Fusion = (typeof FUSIONS)[number]

/** Length of the fused vector for embeddings of `dimension` values. */
export function fusedLength(fusion: Fusion, dimension: number): number {
  return (fusion === 'align' ? 3 : 2) * dimension + 2
}

/**
 * Fuses unit embeddings [d] into one vector: concat [v; t; no-image; no-text], align [v⊙t; v; t; no-image; no-text].
 * An absent modality is a state that the head was trained with: its values are zero and its indicator is one.
 */
export function fuse(
  fusion: Fusion,
  dimension: number,
  imageEmbedding: Float32Array | null,
  textEmbedding: Float32Array | null,
): Float32Array {
  for (const embedding of [imageEmbedding, textEmbedding]) {
    if (embedding && embedding.length !== dimension) {
      throw new RangeError(`an embedding has ${embedding.length} values, the head wants ${dimension}`)
    }
  }
  const fused = new Float32Array(fusedLength(fusion, dimension))
  let at = 0
  if (fusion === 'align') {
    if (imageEmbedding && textEmbedding) {
      for (let i = 0; i < dimension; i++) fused[i] = imageEmbedding[i] * textEmbedding[i]
    }
    at = dimension
  }
  if (imageEmbedding) fused.set(imageEmbedding, at)
  if (textEmbedding) fused.set(textEmbedding, at + dimension)
  fused[fused.length - 2] = imageEmbedding ? 0 : 1
  fused[fused.length - 1] = textEmbedding ? 0 : 1
  return fused
}
