import { dot } from '../../core/model/dot.ts'
import { ModelManifest, ReaderManifest, readManifest } from '../../core/model/manifest.ts'
import { loadTowers, type TextTower, type Towers } from '../../core/model/towers.ts'
import type { Platform } from '../../core/platform.ts'
import { cropLine } from '../../core/reading/line-crop.ts'
import { type LineModels, loadLineModels, READER_FOLDER } from '../../core/reading/line-models.ts'
import type { Device } from '../check-result.ts'
import { drawLettering } from './lettering.ts'

export type Part = 'towers' | 'detector' | 'recogniser'

/** What a part computes of its fixed input. */
export interface Computed {
  values: Float32Array[]
  /** What it reads, where it does. */
  text?: string
}

/** How what WebGPU computes compares with what WASM does. */
export interface Comparison {
  part: Part
  /** Of embeddings the least cosine; else the largest difference of two values. */
  measure: 'cosine' | 'difference'
  value: number
  /** The least cosine, or the largest difference, that is let pass. */
  limit: number
  /** Where other words are read: WebGPU's, WASM's. */
  texts: [string, string] | null
  alike: boolean
}

/** With the milliseconds that each device took, once it was warm. */
export interface PartCheck extends Comparison {
  ms: Record<Device, number>
}

interface PartGate<T> extends Pick<Comparison, 'part' | 'measure' | 'limit'> {
  compute(models: T): Promise<Computed>
}

/** Models, and what they compute of fixed inputs: some drivers make WebGPU compute wrong values. */
export interface ParityGate<T> {
  /** For people. */
  name: string
  /** Names them with their version. */
  models: string
  /** Whether they can be run on WebGPU, and with which feature of an adapter. */
  onWebGpu: boolean
  needs?: GPUFeatureName
  load(platform: Platform, device: Device): Promise<T>
  parts: PartGate<T>[]
}

/** Least cosine between two embeddings by the same weights, in whichever precision WebGPU has them. */
const LEAST_COSINE = 0.999
/** Where WASM has them in eight bits: those cost a cosine of up to .01, and half precision a tenth of that. */
const LEAST_COSINE_Q8 = 0.98
/** Between two probabilities: a line's pixels, and a line's reading. Thresholds on them have two digits. */
const LARGEST_DIFFERENCE = 0.01

/** Of two lengths, so that the shorter one is padded. */
const FIXED_TEXTS = ['A quick brown fox jumps over the lazy dog', 'Hello']
const FIXED_PICTURE = {
  width: 64,
  height: 64,
  data: Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 37 + (i >> 6) * 11) & 255),
}

/** The towers in `folder`. Throws ModelError. */
export async function towersGate(
  { readFile }: Pick<Platform, 'readFile'>,
  folder: string,
  text?: TextTower,
): Promise<ParityGate<Towers>> {
  const { id, version, dtype } = await readManifest(readFile, `${folder}/model.json`, ModelManifest)
  return {
    name: id,
    models: `${id} ${version} ${dtype.webgpu}`,
    // eight bits WebGPU would send back to the processor
    onWebGpu: dtype.webgpu !== 'q8',
    needs: dtype.webgpu === 'fp16' ? 'shader-f16' : undefined,
    load: (platform, device) => loadTowers(platform, folder, { device, text }),
    parts: [
      {
        part: 'towers',
        measure: 'cosine',
        limit: dtype.wasm === 'q8' ? LEAST_COSINE_Q8 : LEAST_COSINE,
        async compute(towers) {
          const texts = (await towers.embedTexts(FIXED_TEXTS)) as Float32Array[]
          return { values: [await towers.embedImage(FIXED_PICTURE), ...texts] }
        },
      },
    ],
  }
}

/** The reader's. Throws ModelError. */
export async function lineModelsGate({ readFile }: Pick<Platform, 'readFile'>): Promise<ParityGate<LineModels>> {
  const { id, version } = await readManifest(readFile, `${READER_FOLDER}/reader.json`, ReaderManifest)
  return {
    name: id,
    models: `${id} ${version}`,
    onWebGpu: true,
    load: (platform) => loadLineModels(platform),
    parts: [
      {
        part: 'detector',
        measure: 'difference',
        limit: LARGEST_DIFFERENCE,
        async compute({ detector }) {
          const { picture } = drawLettering()
          return { values: [(await detector.mapLines(picture, picture.width)).scores] }
        },
      },
      {
        part: 'recogniser',
        measure: 'difference',
        limit: LARGEST_DIFFERENCE,
        async compute({ recogniser }) {
          const { picture, line } = drawLettering()
          const { text, confidence } = await (await recogniser.get()).read(cropLine(picture, line).pixels)
          return { values: [Float32Array.of(confidence)], text }
        },
      },
    ],
  }
}

/** Computes each part on both devices. */
export async function compareDevices<T>(gate: ParityGate<T>, gpu: T, wasm: T): Promise<PartCheck[]> {
  const parts: PartCheck[] = []
  for (const part of gate.parts) {
    const onGpu = await timed(() => part.compute(gpu))
    const onWasm = await timed(() => part.compute(wasm))
    const ms = { webgpu: onGpu.ms, wasm: onWasm.ms }
    parts.push({ ...compare(part, onGpu.computed, onWasm.computed), ms })
  }
  return parts
}

/** What takes so many milliseconds at first is slow, whatever of that was compiling. */
const SLOW_MS = 5000

/** The first time, in which shaders are compiled and memory is taken, only counts where it is slow anyway. */
async function timed(compute: () => Promise<Computed>): Promise<{ computed: Computed; ms: number }> {
  const once = async () => {
    const start = performance.now()
    const computed = await compute()
    return { computed, ms: performance.now() - start }
  }
  const first = await once()
  return first.ms > SLOW_MS ? first : once()
}

export function compare(
  { part, measure, limit }: Omit<PartGate<never>, 'compute'>,
  gpu: Computed,
  wasm: Computed,
): Comparison {
  const pairs = gpu.values.map((values, i) => [values, wasm.values[i]] as const)
  const value =
    measure === 'cosine'
      ? Math.min(...pairs.map(([a, b]) => dot(a, b)))
      : Math.max(...pairs.map(([a, b]) => furthest(a, b)))
  const texts: Comparison['texts'] = gpu.text === wasm.text ? null : [gpu.text ?? '', wasm.text ?? '']
  // no number passes neither
  const near = measure === 'cosine' ? value >= limit : value <= limit
  return { part, measure, value, limit, texts, alike: near && texts === null }
}

function furthest(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, x, i) => Math.max(most, Math.abs(x - b[i])), 0)
}
