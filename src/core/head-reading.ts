import type { HeadFile } from './model/head.ts'
import { READING_VERSION } from './reading/reading.ts'
import type { Say } from './say.ts'

/**
 * What the user of a head should know: it was trained on pictures that were seen and read otherwise than they are here.
 * It judges all the same, but its threshold and figures were found with that reading. Null where it is the same one.
 */
export function readingWarning(say: Say, { reading: there }: Pick<HeadFile, 'reading'>): string | null {
  if (there === READING_VERSION) return null
  const here = READING_VERSION
  return there === undefined ? say('headOldestReading', { here }) : say('headOldReading', { here, there })
}
