import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { type HeadFile, ownHead, parseHeadBytes, refuseTextSteps } from '../../core/model/head.ts'
import { BUNDLED_MODEL, ModelManifest, readManifest } from '../../core/model/manifest.ts'
import { readFile } from '../../runtime/browser/store.ts'

interface StoredHead {
  /** The file that it was loaded from; "head.json" of the model's folder for the bundled one. */
  name: string
  bytes: Uint8Array<ArrayBuffer>
}

interface Schema extends DBSchema {
  heads: { key: 'chosen'; value: StoredHead }
}

/** A head with neighbours has megabytes; anything larger is no head. */
const MOST_BYTES = 20_000_000

let database: Promise<IDBPDatabase<Schema>> | undefined

// the offscreen document has no storage API but this one
function open(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>('heads', 1, {
    upgrade(db) {
      db.createObjectStore('heads')
    },
  })
  return database
}

/** Tells the other contexts of the extension, the engine above all, that another head is chosen. */
const changes = new BroadcastChannel('head')

export function onHeadChange(listener: () => void): void {
  changes.addEventListener('message', listener)
}

function bundledManifest(): Promise<ModelManifest> {
  return readManifest(readFile, `${BUNDLED_MODEL}/model.json`, ModelManifest)
}

/** The head in use with the manifest of its model: the one that the user loaded, else the bundled one. Throws ModelError. */
export async function currentHead(): Promise<StoredHead & { own: boolean; head: HeadFile; manifest: ModelManifest }> {
  const manifest = await bundledManifest()
  const chosen = await (await open()).get('heads', 'chosen')
  const { name, bytes } = chosen ?? (await ownHead(readFile, BUNDLED_MODEL, manifest))
  return { name, bytes, own: chosen === undefined, head: parseHeadBytes(bytes, manifest, name), manifest }
}

/** Checks a head.json against the bundled model and uses it from now on. Throws ModelError and changes nothing when it doesn't fit. */
export async function chooseHead(file: File): Promise<void> {
  if (file.size > MOST_BYTES)
    throw new Error(`${file.name} has ${Math.round(file.size / 1e6)} MB: that is no head.json`)
  const bytes = new Uint8Array(await file.arrayBuffer())
  refuseTextSteps(parseHeadBytes(bytes, await bundledManifest(), file.name), file.name)
  await (await open()).put('heads', { name: file.name, bytes }, 'chosen')
  changes.postMessage(null)
}

/** Back to the bundled head. */
export async function forgetHead(): Promise<void> {
  await (await open()).delete('heads', 'chosen')
  changes.postMessage(null)
}
