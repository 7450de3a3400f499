import { Lazy } from '../lazy.ts'
import { ReaderManifest, readChecked, readManifest, readModel } from '../model/manifest.ts'
import type { Platform } from '../platform.ts'
import { createDetector, type Detector } from './detector.ts'
import { createRecogniser, type Recogniser } from './recogniser.ts'

/** Of `public/models`: the reader's models, and tesseract's language data. */
export const READER_FOLDER = 'reader'

/** The reader's models that onnxruntime runs. */
export interface LineModels {
  detector: Detector
  /** Needed for the lines of which tesseract isn't sure. */
  recogniser: Lazy<Recogniser>
  close(): Promise<void>
}

/** Throws ModelError when a file is missing or damaged. */
export async function loadLineModels(platform: Platform): Promise<LineModels> {
  const { readFile, Tensor } = platform
  const { files } = await readManifest(readFile, `${READER_FOLDER}/reader.json`, ReaderManifest)
  const session = (file: 'detector' | 'recogniser') =>
    platform.createSession(readModel(readFile, READER_FOLDER, files[file]), 'reader')
  const detector = createDetector(await session('detector'), Tensor)
  const recogniser = new Lazy(async () => {
    const characters = new TextDecoder().decode(await readChecked(readFile, READER_FOLDER, files.characters))
    return createRecogniser(await session('recogniser'), Tensor, characters.split('\n'))
  })
  return {
    detector,
    recogniser,
    async close() {
      await Promise.all([detector.close(), recogniser.release().then((loaded) => loaded?.close())])
    },
  }
}
