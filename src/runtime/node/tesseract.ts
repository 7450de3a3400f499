import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createWorker, OEM } from 'tesseract.js'
import type { LineReader } from '../../core/platform.ts'
import { lineReader } from '../../core/reading/tesseract-lines.ts'

const packageFolder = dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng/package.json'))

/** tesseract.js with the language data of its npm package: nothing is downloaded. */
export async function createLineReader(): Promise<LineReader> {
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: join(packageFolder, '4.0.0_best_int'),
    cacheMethod: 'none',
    gzip: true,
  })
  return lineReader<Buffer>(worker as never, (pgm) => Buffer.from(pgm))
}
