import { createWorker, OEM } from 'tesseract.js'
import type { LineReader } from '../../core/platform.ts'
import { lineReader } from '../../core/reading/tesseract-lines.ts'
import { locate } from './store.ts'

/** tesseract.js in a worker thread, with language data from below public/models: nothing is downloaded. */
export async function createLineReader(languageFolder: string): Promise<LineReader> {
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: locate(languageFolder),
    cacheMethod: 'none',
    gzip: false,
  })
  return lineReader<Buffer>(worker as never, (pgm) => Buffer.from(pgm))
}
