import type { Fusion } from '../../core/model/fusion.ts'
import { type HeadFile, preprocessingId } from '../../core/model/head.ts'
import type { ModelManifest } from '../../core/model/manifest.ts'
import { READING_VERSION } from '../../core/reading/reading.ts'
import type { Linear } from './train.ts'

/** How the rows were embedded: by which towers, and what was done to the texts before. */
export interface EmbeddingSource {
  manifest: ModelManifest
  textSteps: readonly string[]
}

/** A head around a linear layer, not yet calibrated: temperature one, threshold .5. */
export function uncalibratedHead(layer: Linear, fusion: Fusion, { manifest, textSteps }: EmbeddingSource): HeadFile {
  return {
    format: 1,
    model: { id: manifest.id, version: manifest.version },
    preprocessing: preprocessingId(manifest),
    reading: READING_VERSION,
    textSteps: [...textSteps],
    fusion,
    dimension: manifest.dimension,
    bias: layer.bias,
    weights: Array.from(layer.weights, (w) => Number(w.toPrecision(7))),
    temperature: 1,
    threshold: 0.5,
    operatingPoints: [],
    trainedOn: {},
    validation: {},
  }
}
