import { BUNDLED_MODEL } from '../../core/model/manifest.ts'
import { loadTowers as loadInstalled, type Towers } from '../../core/model/towers.ts'
import type { Platform } from '../../core/platform.ts'
import { glance } from '../../runtime/browser/glance.ts'
import { platform } from '../../runtime/browser/platform.ts'
import { createWebGpu } from '../../runtime/browser/webgpu.ts'
import { createVerdictCache } from '../verdict-cache.ts'
import { loadOnBestDevice, type OnDevice } from './device.ts'
import { createEngine, type Engine } from './engine.ts'
import { createFetch } from './fetch-picture.ts'
import { createHeadStore } from './head-store.ts'
import { lineModelsGate, towersGate } from './parity.ts'

const MINUTE_MS = 60_000

/**
 * Where memory is scarce the models leave it sooner, where it is plenty they are there for the next page.
 * @param gigabytes `navigator.deviceMemory`, 8 at most, which Firefox keeps to itself
 */
export function idleMsFor(gigabytes: number | undefined): number {
  if (gigabytes !== undefined && gigabytes < 4) return MINUTE_MS
  return (gigabytes ?? 4) < 8 ? 5 * MINUTE_MS : 15 * MINUTE_MS
}

export function idleMsHere(): number {
  return idleMsFor((navigator as { deviceMemory?: number }).deviceMemory)
}

/** The engine as an extension page runs it, with the browser's own parts. */
export function createBrowserEngine(onIdle: () => void, idleMs = idleMsHere()): Engine {
  const webGpu = createWebGpu()
  async function loadTowers(wasm: Platform, folder: string): Promise<OnDevice<Towers>> {
    if (folder === BUNDLED_MODEL) return loadOnBestDevice(towersGate, wasm, webGpu)
    // in eight bits, which WebGPU would send back to the processor
    return { loaded: await loadInstalled(wasm, folder), device: 'wasm' }
  }
  return createEngine({
    platform,
    loadTowers,
    loadLineModels: (wasm) => loadOnBestDevice(lineModelsGate, wasm, webGpu),
    heads: createHeadStore(),
    cache: createVerdictCache(),
    fetchPicture: createFetch(),
    glance,
    idleMs,
    onIdle,
  })
}
