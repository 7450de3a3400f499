import { DEVICES_CHANNEL } from '../engine/device-checks.ts'
import { type DeviceChoice, loadSettings, watchSettings } from '../settings.ts'

/** Where the models are to compute. */
export async function deviceChoice(): Promise<DeviceChoice> {
  return (await loadSettings()).device
}

/** Has the engine load anew where another device is chosen; its document in Chrome can't watch settings. */
export function announceDeviceChoice(): void {
  const devices = new BroadcastChannel(DEVICES_CHANNEL)
  watchSettings(({ device }, before) => {
    if (device !== before.device) devices.postMessage(null)
  })
}
