import { storage } from '@wxt-dev/storage'
import type { FieldError, Settings } from '../settings.ts'

/** What keeps settings from being synced. */
export type SyncProblem =
  /** These fields don't fit into what the browser syncs. */
  | { kind: 'too-long'; fields: (keyof Settings)[] }
  /** What another device wrote is no settings, or of a newer version. */
  | { kind: 'refused'; errors: FieldError[] }
  /** The browser doesn't, in its own words; these fields are still to be given. */
  | { kind: 'failed'; message: string; fields: (keyof Settings)[] }

/** Of this device alone. */
export interface SyncState {
  on: boolean
  /** Its name among the profile's devices: a random one. */
  device: string
  problem: SyncProblem | null
}

const item = storage.defineItem<SyncState>('local:sync', { fallback: { on: false, device: '', problem: null } })

export const loadSync = () => item.getValue()

/** Fields that other devices don't have yet. */
export const unsent = (problem: SyncProblem | null): (keyof Settings)[] =>
  problem && problem.kind !== 'refused' ? problem.fields : []

/** Switched on for the first time, the device gets its name. */
export async function switchSync(on: boolean): Promise<void> {
  const { device } = await loadSync()
  await item.setValue({ on, device: device || crypto.randomUUID(), problem: null })
}

export async function tellProblem(problem: SyncProblem | null): Promise<void> {
  await item.setValue({ ...(await loadSync()), problem })
}

export function watchSync(onChange: (state: SyncState, before: SyncState | null) => void): () => void {
  return item.watch((state, before) => state && onChange(state, before))
}
