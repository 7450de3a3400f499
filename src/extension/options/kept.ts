import type { CurrentHead } from '../engine/head-store.ts'
import { changeSettings, defaults } from '../settings.ts'
import { currentHead, heads, readCurrentHead } from '../ui/current-head.ts'
import { createVerdictCache } from '../verdict-cache.ts'

export const cache = createVerdictCache()

/** What the extension keeps on this device. */
export interface Kept {
  /** Names of pictures with a verdict, up to three a picture. */
  verdicts: number
  /** A head that the user loaded: its file's name and bytes. */
  head: Pick<CurrentHead, 'name' | 'bytes'> | null
  /** Bytes of all that is kept, as the browser counts them; null where it doesn't tell. */
  bytes: number | null
}

export async function readKept(): Promise<Kept> {
  await readCurrentHead()
  const { usage } = await navigator.storage.estimate()
  const head = currentHead.value
  return { verdicts: await cache.size(), head: head && !head.own ? head : null, bytes: usage ?? null }
}

/** As after the installation; site access stays, which is the browser's to take back. */
export async function clearEverything(): Promise<void> {
  await cache.clear()
  await heads.forget()
  await changeSettings(defaults)
}
