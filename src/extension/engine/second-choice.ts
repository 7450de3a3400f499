import type { HeadFile } from '../../core/model/head.ts'
import { BUNDLED_MODEL, type ModelManifest } from '../../core/model/manifest.ts'
import { ModelError } from '../../core/model/model-error.ts'
import type { Beside } from '../../core/second/beside.ts'
import { readSecond } from '../../core/second/second.ts'
import { INSTALLED, readFile } from '../../runtime/browser/store.ts'
import type { StoredSecond } from './stored-heads.ts'

/** The second model in use. */
export interface CurrentSecond extends StoredSecond {
  /** Its folder, for `loadTowers`. */
  folder: string
  manifest: ModelManifest
  headFile: HeadFile | null
  beside: Beside
}

/** What was chosen as a second model: in use, or set aside with the reason. */
export interface SecondState {
  second: CurrentSecond | null
  secondSetAside: (StoredSecond & { fault: string }) | null
}

const NO_SECOND: SecondState = { second: null, secondSetAside: null }

/** Beside the model in `folder`: only the bundled one has another beside it. */
export async function currentSecond(stored: StoredSecond | undefined, folder: string): Promise<SecondState> {
  if (!stored || folder !== BUNDLED_MODEL) return NO_SECOND
  const { installed, head, mayVeil, fault } = stored
  if (fault !== undefined) return { second: null, secondSetAside: { ...stored, fault } }
  const ofModel = `${INSTALLED}${installed}`
  try {
    const { beside, manifest, head: headFile } = await readSecond(readFile, { folder: ofModel, head, mayVeil })
    return { second: { ...stored, folder: ofModel, manifest, headFile, beside }, secondSetAside: null }
  } catch (error) {
    // the model was removed by the browser, or is another one by now
    if (!(error instanceof ModelError)) throw error
    return { second: null, secondSetAside: { ...stored, fault: error.message } }
  }
}
