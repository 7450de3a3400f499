import type { HeadFile } from './model/head.ts'
import { READING_VERSION } from './reading/reading.ts'

/**
 * What the user of a head should know: it was trained on pictures that were seen and read otherwise than they are here.
 * It judges all the same, but its threshold and figures were found with that reading. Null where it is the same one.
 */
export function readingWarning({ reading }: Pick<HeadFile, 'reading'>): string | null {
  if (reading === READING_VERSION) return null
  const trained = reading === undefined ? 'of an older version' : `of version ${reading}`
  return (
    `it was trained on a reading of pictures ${trained}, and here is version ${READING_VERSION}: ` +
    'its threshold and figures may not hold, train it again'
  )
}
