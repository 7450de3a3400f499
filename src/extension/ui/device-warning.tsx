import { useEffect } from 'preact/hooks'
import { say } from '../../runtime/browser/say.ts'
import { deviceTrouble, watchDeviceTrouble } from './device-trouble.ts'
import { settings } from './live-settings.ts'

/** When something was or will be, to the minute. */
export const dateAndTime = (at: number) =>
  new Date(at).toLocaleString(say.locale, { dateStyle: 'short', timeStyle: 'short' })

function warning(): string | null {
  const { failure, differs } = deviceTrouble.value
  const { device } = settings.value
  if (device === 'wasm') return null
  if (failure) return say('webGpuGaveOut', { time: { said: dateAndTime(failure.again) } })
  return device === 'webgpu' && differs ? say('webGpuForcedWrong') : null
}

/** What is to be told of the device on which the models are to compute. */
export function DeviceWarning() {
  useEffect(watchDeviceTrouble, [])
  const told = warning()
  if (told === null) return null
  return (
    <p class="bad" role="status" data-device-warning>
      {told}
    </p>
  )
}
