import { installedModels } from '../../core/install/installed.ts'
import { BUNDLED_MODEL } from '../../core/model/manifest.ts'
import { gpuAdapter, hardwareOf } from '../../runtime/browser/gpu-adapter.ts'
import { createModelStore } from '../../runtime/browser/model-store.ts'
import { platform } from '../../runtime/browser/platform.ts'
import { INSTALLED } from '../../runtime/browser/store.ts'
import { createWebGpu } from '../../runtime/browser/webgpu.ts'
import { type Closable, loadBoth } from '../engine/device.ts'
import { createDeviceChecks, type DeviceCheck } from '../engine/device-checks.ts'
import { lineModelsGate, type ParityGate, type Part, towersGate } from '../engine/parity.ts'

/** Models that could run on WebGPU, and what is known of that here. */
export interface Surveyed {
  name: string
  parts: Part[]
  check: DeviceCheck | null
  /** A feature that they need and the adapter hasn't. */
  lacks: string | null
}

type Gate = ParityGate<Closable>

const checks = createDeviceChecks()

async function gates(): Promise<Gate[]> {
  const installed = await installedModels(createModelStore())
  const folders = [BUNDLED_MODEL, ...installed.map(({ id }) => INSTALLED + id)]
  const towers = await Promise.all(folders.map((folder) => towersGate(platform, folder)))
  return [...(towers as Gate[]), (await lineModelsGate(platform)) as Gate].filter(({ onWebGpu }) => onWebGpu)
}

/** Null where the browser gives no adapter. */
export async function survey(): Promise<Surveyed[] | null> {
  const adapter = await gpuAdapter()
  if (!adapter) return null
  const hardware = await hardwareOf(adapter)
  return Promise.all(
    (await gates()).map(async ({ name, models, parts, needs }) => ({
      name,
      parts: parts.map(({ part }) => part),
      check: await checks.recall({ models, hardware }),
      lacks: needs && !adapter.features.has(needs) ? needs : null,
    })),
  )
}

/** Checks all of it here and now, which is a try for what gave out before, too. Throws where WASM itself fails. */
export async function checkHere(): Promise<void> {
  const webGpu = createWebGpu((why, hardware) => void checks.fail(hardware, why))
  const known = await webGpu.hardware()
  if (known !== null) await checks.forgive(known)
  for (const gate of await gates()) {
    const hardware = await webGpu.hardware(gate.needs)
    if (hardware === null) continue
    const { check, gpu, wasm } = await loadBoth(gate, platform, webGpu)
    await Promise.all([gpu?.close(), wasm?.close()])
    if (check.fault === null || (await webGpu.available())) await checks.keep({ models: gate.models, hardware }, check)
  }
}
