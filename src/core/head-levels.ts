import type { HeadFile } from './model/head.ts'
import type { Say } from './say.ts'

/** What is to be told wherever levels are offered: that this head has none. Null where it has. */
export function levelsWarning(say: Say, { levels, threshold }: Pick<HeadFile, 'levels' | 'threshold'>): string | null {
  if (levels) return null
  return say('headNoLevels', { percent: { percent: threshold } })
}
