import { signal } from '@preact/signals'
import { send } from '../protocol.ts'

/** A report cuts longer addresses off. */
const MOST_CHARACTERS = 2000

/** Small pictures by their addresses; null where one can't be had. */
export const previews = signal<ReadonlyMap<string, string | null>>(new Map())

/** Has a small picture of what a page shows, once. */
export async function wantPreview(address: string, page: string): Promise<void> {
  if (previews.value.has(address)) return
  previews.value = new Map(previews.value).set(address, null)
  const isWhole = /^(https?:|data:)/.test(address) && address.length < MOST_CHARACTERS
  const preview = isWhole ? await send('popup-to-background: preview', { address, page }).catch(() => null) : null
  previews.value = new Map(previews.value).set(address, preview)
}
