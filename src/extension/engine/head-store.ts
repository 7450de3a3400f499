import { type DBSchema, openDB } from 'idb'
import { Lazy } from '../../core/lazy.ts'
import {
  type HeadFile,
  type ModelName,
  modelName,
  ownHead,
  parseHeadBytes,
  refuseTextSteps,
} from '../../core/model/head.ts'
import { BUNDLED_MODEL, ModelManifest, readManifest } from '../../core/model/manifest.ts'
import { ModelError } from '../../core/model/model-error.ts'
import { readFile } from '../../runtime/browser/store.ts'

interface StoredHead {
  /** The file that it was loaded from; "head.json" of the model's folder for the bundled one. */
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

/** The head in use. */
export interface CurrentHead extends StoredHead {
  /** Whether it is the bundled one. */
  own: boolean
  head: HeadFile
  manifest: ModelManifest
  /** What names its verdicts. */
  model: ModelName
}

interface Schema extends DBSchema {
  heads: { key: 'chosen'; value: StoredHead }
}

/** Which head judges: the one that the user loaded, else the bundled one. */
export interface HeadStore {
  /** Throws ModelError. */
  current(): Promise<CurrentHead>
  /** Uses a head.json from now on. Throws ModelError, and changes nothing, when it doesn't fit the bundled model. */
  choose(file: File): Promise<void>
  /** Back to the bundled head. */
  forget(): Promise<void>
  /** Calls when another context of the extension chose another head, until the returned function is called. */
  onChange(listener: () => void): () => void
}

/** A head with neighbours has megabytes; anything larger is no head. */
const MOST_BYTES = 20_000_000

export function createHeadStore(): HeadStore {
  // the offscreen document has no storage API but this one
  const database = new Lazy(() =>
    openDB<Schema>('heads', 1, {
      upgrade(db) {
        db.createObjectStore('heads')
      },
    }),
  )
  const changes = new BroadcastChannel('head')
  const manifestOfBundled = () => readManifest(readFile, `${BUNDLED_MODEL}/model.json`, ModelManifest)
  return {
    async current() {
      const manifest = await manifestOfBundled()
      const chosen = await (await database.get()).get('heads', 'chosen')
      const { name, bytes } = chosen ?? (await ownHead(readFile, BUNDLED_MODEL, manifest))
      const head = parseHeadBytes(bytes, manifest, name)
      const own = chosen === undefined
      const model = await modelName(manifest, bytes)
      return { name, bytes, own, head, manifest, model }
    },
    async choose(file) {
      if (file.size > MOST_BYTES) {
        throw new ModelError(`${file.name} has ${Math.round(file.size / 1e6)} MB: that is no head.json`)
      }
      const bytes = new Uint8Array(await file.arrayBuffer())
      refuseTextSteps(parseHeadBytes(bytes, await manifestOfBundled(), file.name), file.name)
      await (await database.get()).put('heads', { name: file.name, bytes }, 'chosen')
      changes.postMessage(null)
    },
    async forget() {
      await (await database.get()).delete('heads', 'chosen')
      changes.postMessage(null)
    },
    onChange(listener) {
      changes.addEventListener('message', listener)
      return () => changes.removeEventListener('message', listener)
    },
  }
}
