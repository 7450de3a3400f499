import { BUNDLED_MODEL } from '../../core/model/manifest.ts'
import { loadTowers, type Towers } from '../../core/model/towers.ts'
import type { Platform } from '../../core/platform.ts'
import { hasAdapter, onWebGpu } from '../../runtime/browser/webgpu.ts'
import type { Device } from '../check-result.ts'

/** Least cosine between WebGPU's and WASM's embeddings of the fixed input: some drivers compute wrong values. */
const LEAST_COSINE = 0.999

const FIXED_TEXT = 'A quick brown fox jumps over the lazy dog'
const FIXED_PICTURE = {
  width: 64,
  height: 64,
  data: Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 37 + (i >> 6) * 11) & 255),
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * b[i], 0)
}

/** Least cosine of both towers between two devices on the fixed input. */
async function parity(a: Towers, b: Towers): Promise<number> {
  const pictures = [await a.embedImage(FIXED_PICTURE), await b.embedImage(FIXED_PICTURE)]
  const texts = [(await a.embedTexts([FIXED_TEXT]))[0], (await b.embedTexts([FIXED_TEXT]))[0]] as Float32Array[]
  return Math.min(cosine(pictures[0], pictures[1]), cosine(texts[0], texts[1]))
}

/** WebGPU where there is an adapter and it computes what WASM computes, else WASM. */
export async function loadTowersOnBestDevice(platform: Platform): Promise<{ towers: Towers; device: Device }> {
  // Firefox gave wrong values on WebGPU up to version 154, so it stays on WASM there.
  const adapter = navigator.userAgent.includes('Firefox') ? Promise.resolve(false) : hasAdapter()
  const wasm = await loadTowers(platform, BUNDLED_MODEL)
  if (!(await adapter)) return { towers: wasm, device: 'wasm' }
  try {
    const gpu = await loadTowers(onWebGpu(platform), BUNDLED_MODEL)
    const likeness = await parity(gpu, wasm)
    if (likeness >= LEAST_COSINE) {
      await wasm.close()
      return { towers: gpu, device: 'webgpu' }
    }
    console.warn(`WebGPU differs from WASM (cosine ${likeness.toFixed(4)}): staying on WASM`)
    await gpu.close()
  } catch (error) {
    console.warn('WebGPU failed, staying on WASM:', error)
  }
  return { towers: wasm, device: 'wasm' }
}
