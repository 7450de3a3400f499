import { signal } from '@preact/signals'
import { send } from '../protocol.ts'
import type { Page } from './state.ts'

/** A report cuts longer addresses off. */
const MOST_CHARACTERS = 2000

/** Small pictures by their addresses; null where one can't be had. */
export const previews = signal<ReadonlyMap<string, string | null>>(new Map())

/** Has a small picture of what a page shows, once. */
export async function wantPreview(address: string, page: Pick<Page, 'address' | 'isPrivate'>): Promise<void> {
  if (previews.value.has(address)) return
  previews.value = new Map(previews.value).set(address, null)
  const isWhole = /^(https?:|data:)/.test(address) && address.length < MOST_CHARACTERS
  const wanted = { address, page: page.address, unkept: page.isPrivate }
  const preview = isWhole ? await send('popup-to-background: preview', wanted).catch(() => null) : null
  previews.value = new Map(previews.value).set(address, preview)
}
