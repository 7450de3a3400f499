import { signal } from '@preact/signals'
import { createDeviceChecks, type DeviceFailure, isAlike } from '../engine/device-checks.ts'

const checks = createDeviceChecks()

/** WebGPU that gave out, and whether some that is checked computes something else than WASM. */
export const deviceTrouble = signal<{ failure: DeviceFailure | null; differs: boolean }>({
  failure: null,
  differs: false,
})

async function readDeviceTrouble(): Promise<void> {
  const [failure, held] = await Promise.all([checks.failure(), checks.held()])
  deviceTrouble.value = { failure, differs: held.some((check) => !isAlike(check)) }
}

/** Reads it, and follows it. */
export function watchDeviceTrouble(): () => void {
  const read = () => void readDeviceTrouble()
  read()
  return checks.onChange(read)
}
