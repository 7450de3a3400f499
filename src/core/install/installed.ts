import { ModelManifest, readChecked, readManifest } from '../model/manifest.ts'
import { type ModelStore, readWhole } from './model-store.ts'

/** Written last: a folder without it is no model. */
export const MANIFEST = 'model.json'
/** What an installation has decided, until the manifest is there. */
export const PLAN = 'download.json'

/** The models that are installed, by name. */
export async function installedModels(store: ModelStore): Promise<ModelManifest[]> {
  const paths = await store.find(MANIFEST)
  return Promise.all(paths.sort().map((path) => readManifest((p) => readWhole(store, p), path, ModelManifest)))
}

/** Names of those whose installation was begun and not ended. */
export async function startedModels(store: ModelStore): Promise<string[]> {
  const paths = await store.find(PLAN)
  return paths.sort().map((path) => path.slice(0, -PLAN.length - 1))
}

/** Reads every file of an installed model and checks its length and hash. Throws ModelError. */
export async function verifyModel(store: ModelStore, { id, files }: ModelManifest): Promise<void> {
  for (const file of Object.values(files)) await readChecked((path) => readWhole(store, path), id, file)
}

/** How many bytes a model's files have. */
export function modelBytes({ files }: ModelManifest): number {
  return Object.values(files).reduce((sum, { bytes, weights }) => sum + bytes + (weights?.bytes ?? 0), 0)
}
