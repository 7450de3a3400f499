import { storage } from '@wxt-dev/storage'

/** How many pictures are veiled, by tab and frame. */
export type Veiled = Record<number, Record<number, number>>

/** The background may die at any time. */
export const veiledItem = storage.defineItem<Veiled>('session:veiled', { fallback: {} })

/** The page's own frame, and those of its others that have told of veiled pictures. */
export async function framesOf(tab: number): Promise<number[]> {
  const frames = Object.keys((await veiledItem.getValue())[tab] ?? {}).map(Number)
  return [...new Set([0, ...frames])]
}
