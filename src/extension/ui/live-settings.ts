import { signal } from '@preact/signals'
import { defaults, loadSettings, type Settings, watchSettings } from '../settings.ts'

/** The stored settings, followed live. */
export const settings = signal<Settings>(defaults)
loadSettings().then((loaded) => {
  settings.value = loaded
})
watchSettings((changed) => {
  settings.value = changed
})
