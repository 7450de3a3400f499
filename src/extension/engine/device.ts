import type { Platform } from '../../core/platform.ts'
import type { WebGpu } from '../../runtime/browser/webgpu.ts'
import type { Device } from '../check-result.ts'
import type { DeviceChoice } from '../settings.ts'
import { type Checked, type DeviceCheck, type DeviceChecks, isAlike, isFaster } from './device-checks.ts'
import { compareDevices, type ParityGate } from './parity.ts'

/** What is loaded, and where it runs. */
export interface OnDevice<T> {
  loaded: T
  device: Device
}

export interface DeviceOptions {
  webGpu: WebGpu
  checks: Pick<DeviceChecks, 'recall' | 'keep' | 'failure'>
  choice(): Promise<DeviceChoice>
  /** Told where somebody wants WebGPU though it computes something else than WASM. */
  onUnsound(): void
}

export interface Closable {
  close(): Promise<void>
}

/**
 * WebGPU where it is, computes what WASM computes and is faster than it, else WASM. What was found is remembered: only
 * where nothing is known both are loaded and compared.
 */
export async function loadOnBestDevice<T extends Closable>(
  gate: ParityGate<T>,
  platform: Platform,
  options: DeviceOptions,
): Promise<OnDevice<T>> {
  const { webGpu, checks } = options
  const choice = await options.choice()
  const of = choice === 'wasm' ? null : await triable(gate, options)
  const known = of && (await checks.recall(of))
  if (of === null || (known && !mayUse(known, choice))) return onWasm(gate, platform)
  const { check, gpu, wasm } = known
    ? await loadChecked(gate, platform, webGpu, known)
    : await loadBoth(gate, platform, webGpu)
  // without WebGPU it was the device that failed, which is noted for itself
  if (check !== known && (check.fault === null || (await webGpu.available()))) await checks.keep(of, check)
  if (!gpu || !mayUse(check, choice)) {
    await gpu?.close()
    return wasm ? { loaded: wasm, device: 'wasm' } : onWasm(gate, platform)
  }
  await wasm?.close()
  if (!isAlike(check)) options.onUnsound()
  return { loaded: gpu, device: 'webgpu' }
}

const mayUse = (check: DeviceCheck, choice: DeviceChoice) =>
  check.fault === null && (choice === 'webgpu' || (isAlike(check) && isFaster(check)))

/** Where they are to be tried; null where WebGPU isn't, or was lost not long ago. */
async function triable<T>(gate: ParityGate<T>, { webGpu, checks }: DeviceOptions): Promise<Checked | null> {
  const hardware = gate.onWebGpu ? await webGpu.hardware(gate.needs) : null
  return hardware === null || (await checks.failure(hardware)) ? null : { models: gate.models, hardware }
}

async function onWasm<T>(gate: ParityGate<T>, platform: Platform): Promise<OnDevice<T>> {
  return { loaded: await gate.load(platform, 'wasm'), device: 'wasm' }
}

/** What was loaded to check it, whoever asked closes. */
export interface Loaded<T> {
  check: DeviceCheck
  gpu: T | null
  wasm: T | null
}

async function loadChecked<T>(
  gate: ParityGate<T>,
  platform: Platform,
  webGpu: WebGpu,
  check: DeviceCheck,
): Promise<Loaded<T>> {
  try {
    return { check, gpu: await gate.load(webGpu.on(platform), 'webgpu'), wasm: null }
  } catch (error) {
    return { check: faulty(gate, error), gpu: null, wasm: null }
  }
}

/** Loads both and compares them. */
export async function loadBoth<T>(gate: ParityGate<T>, platform: Platform, webGpu: WebGpu): Promise<Loaded<T>> {
  const wasm = await gate.load(platform, 'wasm')
  let gpu: T | null = null
  try {
    gpu = await gate.load(webGpu.on(platform), 'webgpu')
    const parts = await compareDevices(gate, gpu, wasm)
    return { check: { at: Date.now(), parts, fault: null }, gpu, wasm }
  } catch (error) {
    return { check: faulty(gate, error), gpu, wasm }
  }
}

function faulty<T>({ models }: ParityGate<T>, error: unknown): DeviceCheck {
  console.warn(`WebGPU failed, ${models} stay on WASM:`, error)
  return { at: Date.now(), parts: [], fault: (error as Error).message }
}
