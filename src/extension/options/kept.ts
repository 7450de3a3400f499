import type { NamedHead } from '../../core/model/head.ts'
import { createDeviceChecks } from '../engine/device-checks.ts'
import type { CurrentHead } from '../engine/head-store.ts'
import { send } from '../protocol.ts'
import { defaults } from '../settings.ts'
import { clearStatistics, loadStatistics } from '../statistics.ts'
import { switchSync } from '../sync/sync-state.ts'
import { currentHead, heads, readCurrentHead } from '../ui/current-head.ts'
import { change } from '../ui/live-settings.ts'
import { createVerdictCache } from '../verdict-cache.ts'
import { cancelInstall, damaged, installed, readModels, removeModel, started } from './installing.ts'
import { allCorrections, corrections } from './kept-corrections.ts'

export const cache = createVerdictCache()

/** What the extension keeps on this device. */
export interface Kept {
  /** Names of pictures with a verdict, up to three a picture; null where the browser keeps nothing. */
  verdicts: number | null
  /** Heads that the user loaded: their files' names and bytes. */
  heads: NamedHead[]
  /** Models that the user installed, or began to install. */
  models: string[]
  corrections: number
  statistics: { days: number; sites: number }
  /** Bytes of all that is kept, as the browser counts them; null where it doesn't tell. */
  bytes: number | null
}

export async function readKept(): Promise<Kept> {
  await readCurrentHead()
  const { usage } = await navigator.storage.estimate()
  const { days } = await loadStatistics()
  const sites = new Set(Object.values(days).flatMap((day) => Object.keys(day)))
  const head = currentHead.value
  return {
    verdicts: await cache.size(),
    heads: head ? loadedHeads(head) : [],
    models: await keptModels(),
    corrections: (await allCorrections()).length,
    statistics: { days: Object.keys(days).length, sites: sites.size },
    bytes: usage ?? null,
  }
}

function loadedHeads({ own, setAside, second, secondSetAside, ...head }: CurrentHead): NamedHead[] {
  const judging = own ? setAside : head
  return [judging, (second ?? secondSetAside)?.head].filter((one) => one !== null && one !== undefined)
}

async function keptModels(): Promise<string[]> {
  await readModels()
  return [...[...installed.value, ...damaged.value].map(({ id }) => id), ...started.value]
}

async function clearDatabases(): Promise<void> {
  await cache.clear()
  await heads.clear()
  for (const name of await keptModels()) await removeModel(name)
  await corrections.clear()
  await createDeviceChecks().clear()
}

/**
 * As after the installation; site access stays, which is the browser's to take back. Resolves with the models that
 * could not be removed: another tab may be installing them.
 */
export async function clearEverything(): Promise<string[]> {
  // before the settings go: other devices keep theirs
  await switchSync(false)
  await cancelInstall()
  // where the browser keeps nothing, these have nothing and refuse to be cleared
  if ((await cache.size()) !== null) await clearDatabases()
  await send('options-to-background: head-changed', {})
  await clearStatistics()
  await change(defaults)
  return keptModels()
}
