import { percent } from './decide.ts'
import type { HeadFile } from './model/head.ts'

/** What is to be told wherever levels are offered: that this head has none. Null where it has. */
export function levelsWarning({ levels, threshold }: Pick<HeadFile, 'levels' | 'threshold'>): string | null {
  if (levels) return null
  return `it has no levels, so gentle, balanced and strict all flag from ${percent(threshold)} on`
}
