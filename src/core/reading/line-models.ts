import { allOrNone } from '../all-or-none.ts'
import { ReaderManifest, readChecked, readManifest, readModel } from '../model/manifest.ts'
import type { Platform } from '../platform.ts'
import { createDetector, type Detector } from './detector.ts'
import { createRecogniser, type Recogniser } from './recogniser.ts'

/** Of `public/models`: the reader's models, and tesseract's language data. */
export const READER_FOLDER = 'reader'

/** The reader's models that onnxruntime runs. */
export interface LineModels {
  detector: Detector
  recogniser: Recogniser
  close(): Promise<void>
}

/** Throws ModelError when a file is missing or damaged. */
export async function loadLineModels(platform: Platform): Promise<LineModels> {
  const { readFile, Tensor } = platform
  const { files } = await readManifest(readFile, `${READER_FOLDER}/reader.json`, ReaderManifest)
  const characters = new TextDecoder().decode(await readChecked(readFile, READER_FOLDER, files.characters)).split('\n')
  const session = async (file: 'detector' | 'recogniser') =>
    platform.createSession(await readModel(readFile, READER_FOLDER, files[file]), 'reader')
  const [detector, recogniser] = await allOrNone(
    [
      session('detector').then((loaded) => createDetector(loaded, Tensor)),
      session('recogniser').then((loaded) => createRecogniser(loaded, Tensor, characters)),
    ],
    (loaded) => loaded.close(),
  )
  return {
    detector,
    recogniser,
    async close() {
      await Promise.all([detector.close(), recogniser.close()])
    },
  }
}
