import { keepingPrompts } from '../../core/kept-prompts.ts'
import { BUNDLED_MODEL } from '../../core/model/manifest.ts'
import type { TextTower, Towers } from '../../core/model/towers.ts'
import type { Platform } from '../../core/platform.ts'
import { glance } from '../../runtime/browser/glance.ts'
import { createModelStore } from '../../runtime/browser/model-store.ts'
import { platform } from '../../runtime/browser/platform.ts'
import { createWebGpu } from '../../runtime/browser/webgpu.ts'
import { createVerdictCache } from '../verdict-cache.ts'
import { type DeviceOptions, loadOnBestDevice, type OnDevice } from './device.ts'
import { createDeviceChecks } from './device-checks.ts'
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

/** What an extension page has beside the browser's own parts. */
export interface BrowserEngineOptions {
  choice: DeviceOptions['choice']
  /** Told after the models left memory; `spent` where WebGPU failed, which only another document can try again. */
  onIdle(spent: boolean): void
  idleMs?: number
}

/** The engine as an extension page runs it, with the browser's own parts. */
export function createBrowserEngine({ choice, onIdle, idleMs = idleMsHere() }: BrowserEngineOptions): Engine {
  const checks = createDeviceChecks()
  let spent = false
  // once it isn't it never is again: a job under way may end long after another device was chosen
  let sound = true
  const webGpu = createWebGpu((why, hardware) => {
    spent = true
    void checks.fail(hardware, why)
  })
  const devices: DeviceOptions = { webGpu, checks, choice, onUnsound: () => (sound = false) }
  const store = createModelStore()
  async function loadTowers(wasm: Platform, folder: string, text?: TextTower): Promise<OnDevice<Towers>> {
    const { loaded, device } = await loadOnBestDevice(await towersGate(wasm, folder, text), wasm, devices)
    return { loaded: folder !== BUNDLED_MODEL && sound ? keepingPrompts(loaded, store) : loaded, device }
  }
  const heads = createHeadStore()
  const cache = createVerdictCache()
  return createEngine({
    platform,
    loadTowers,
    loadLineModels: async (wasm) => loadOnBestDevice(await lineModelsGate(wasm), wasm, devices),
    heads: {
      ...heads,
      onChange(listener) {
        const stops = [heads.onChange(listener), checks.onChange(listener)]
        return () => {
          for (const stop of stops) stop()
        }
      },
    },
    cache: {
      recall: cache.recall,
      // what is forced to compute something else is for this moment alone
      remember: async (names, verdict) => (sound ? cache.remember(names, verdict) : undefined),
    },
    fetchPicture: createFetch(),
    glance,
    idleMs,
    onIdle: () => onIdle(spent),
  })
}
