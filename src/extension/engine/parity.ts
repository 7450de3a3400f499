import { BUNDLED_MODEL } from '../../core/model/manifest.ts'
import { loadTowers, type Towers } from '../../core/model/towers.ts'
import type { LineReading } from '../../core/platform.ts'
import { cropLine } from '../../core/reading/line-crop.ts'
import { type LineModels, loadLineModels } from '../../core/reading/line-models.ts'
import type { ParityGate } from './device.ts'
import { drawLettering } from './lettering.ts'

/** Least cosine between two embeddings of the same. */
const LEAST_COSINE = 0.999
/** Between two probabilities: a line's pixels, and a line's reading. Thresholds on them have two digits. */
const LARGEST_DIFFERENCE = 0.01

const FIXED_TEXT = 'A quick brown fox jumps over the lazy dog'
const FIXED_PICTURE = {
  width: 64,
  height: 64,
  data: Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 37 + (i >> 6) * 11) & 255),
}

/** Embeddings of the fixed picture and of the fixed text. */
type Embeddings = Float32Array[]

export const towersGate: ParityGate<Towers, Embeddings> = {
  name: 'towers',
  load: (platform) => loadTowers(platform, BUNDLED_MODEL),
  async compute(towers) {
    const [text] = await towers.embedTexts([FIXED_TEXT])
    return [await towers.embedImage(FIXED_PICTURE), text as Float32Array]
  },
  difference(gpu, wasm) {
    const likeness = Math.min(...gpu.map((embedding, i) => cosine(embedding, wasm[i])))
    return likeness >= LEAST_COSINE ? null : `cosine ${likeness.toFixed(4)}`
  },
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i], 0)
}

/** The detector's map of the fixed lettering, and what the recogniser reads in it. */
export interface Lines {
  scores: Float32Array
  reading: LineReading
}

export const lineModelsGate: ParityGate<LineModels, Lines> = {
  name: "reader's models",
  load: loadLineModels,
  async compute({ detector, recogniser }) {
    const { picture, line } = drawLettering()
    const { scores } = await detector.mapLines(picture, picture.width)
    return { scores, reading: await (await recogniser.get()).read(cropLine(picture, line).pixels) }
  },
  difference(gpu, wasm) {
    const furthest = gpu.scores.reduce((most, score, i) => Math.max(most, Math.abs(score - wasm.scores[i])), 0)
    if (!(furthest <= LARGEST_DIFFERENCE)) return `a pixel of the detector's map by ${furthest.toFixed(4)}`
    if (gpu.reading.text !== wasm.reading.text) return `"${gpu.reading.text}" is read for "${wasm.reading.text}"`
    const surer = Math.abs(gpu.reading.confidence - wasm.reading.confidence)
    return surer <= LARGEST_DIFFERENCE ? null : `a reading's confidence by ${surer.toFixed(4)}`
  },
}
