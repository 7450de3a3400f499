import { createWorker, OEM } from 'tesseract.js'
import type { LineReader } from '../../core/platform.ts'
import { lineReader } from '../../core/reading/tesseract-lines.ts'
import { locate } from './store.ts'

/** tesseract.js with everything it loads inside the extension: nothing is downloaded. */
export async function createLineReader(languageFolder: string): Promise<LineReader> {
  const folder = chrome.runtime.getURL('tesseract/')
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    workerPath: `${folder}worker.min.js`,
    corePath: folder.slice(0, -1),
    langPath: locate(languageFolder),
    workerBlobURL: false,
    cacheMethod: 'none',
    gzip: false,
  })
  return lineReader<Blob>(worker as never, (pgm) => new Blob([pgm]))
}
