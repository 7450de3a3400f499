import { signal } from '@preact/signals'
import { type CurrentHead, createHeadStore } from '../engine/head-store.ts'

export const heads = createHeadStore()
/** The head in use; null until it is read. */
export const currentHead = signal<CurrentHead | null>(null)

/** Throws ModelError. */
export async function readCurrentHead(): Promise<void> {
  currentHead.value = await heads.current()
}
