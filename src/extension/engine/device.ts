import type { Platform } from '../../core/platform.ts'
import type { WebGpu } from '../../runtime/browser/webgpu.ts'
import type { Device } from '../check-result.ts'

/** What is loaded, and where it runs. */
export interface OnDevice<T> {
  loaded: T
  device: Device
}

/** Models, and what they compute (`R`) of a fixed input: some drivers make WebGPU compute wrong values. */
export interface ParityGate<T, R> {
  /** Names the models, in the plural. */
  name: string
  load(platform: Platform): Promise<T>
  compute(models: T): Promise<R>
  /** In which way what WebGPU computes can't stand for what WASM does; null where it can. */
  difference(gpu: R, wasm: R): string | null
}

/** WebGPU where it is and computes what WASM computes, else WASM. */
export async function loadOnBestDevice<T extends { close(): Promise<void> }, R>(
  gate: ParityGate<T, R>,
  platform: Platform,
  webGpu: WebGpu,
): Promise<OnDevice<T>> {
  const [wasm, available] = await Promise.all([gate.load(platform), webGpu.available()])
  const gpu = available ? await loadOnWebGpu(gate, webGpu.on(platform), wasm) : null
  if (!gpu) return { loaded: wasm, device: 'wasm' }
  await wasm.close()
  return { loaded: gpu, device: 'webgpu' }
}

/** Null where they can't be loaded, or compute something else than `wasm`: the console says what. */
async function loadOnWebGpu<T extends { close(): Promise<void> }, R>(
  gate: ParityGate<T, R>,
  platform: Platform,
  wasm: T,
): Promise<T | null> {
  let gpu: T | undefined
  try {
    gpu = await gate.load(platform)
    const difference = gate.difference(await gate.compute(gpu), await gate.compute(wasm))
    if (difference === null) return gpu
    console.warn(`WebGPU differs from WASM (${difference}): the ${gate.name} stay on WASM`)
  } catch (error) {
    console.warn(`WebGPU failed, the ${gate.name} stay on WASM:`, error)
  }
  await gpu?.close()
  return null
}
