import { signal } from '@preact/signals'
import {
  type Change,
  changed,
  changeSettings,
  defaults,
  loadSettings,
  type Settings,
  watchSettings,
} from '../settings.ts'

/** The stored settings, followed live. */
export const settings = signal<Settings>(defaults)
/** Changes that were shown and aren't stored yet. */
let waiting = 0

async function show(): Promise<void> {
  const before = settings.value
  const loaded = await loadSettings()
  // what came meanwhile is newer
  if (waiting === 0 && settings.value === before) settings.value = loaded
}
/** Resolves once the stored settings are shown. */
export const loaded = show()
watchSettings((stored) => {
  // what is stored by now may be older than what is shown
  if (waiting === 0) settings.value = stored
})

/** Shows a change at once, so that the next one builds on it, and stores it. */
export function change(change: Change): Promise<void> {
  settings.value = changed(settings.value, change)
  waiting++
  return changeSettings(change).finally(() => {
    waiting--
    return show()
  })
}
