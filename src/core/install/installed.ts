import { ModelManifest, readChecked, readManifest } from '../model/manifest.ts'
import { ModelError } from '../model/model-error.ts'
import { type ModelStore, readWhole } from './model-store.ts'

/** Written last: a folder without it is no model. */
export const MANIFEST = 'model.json'
/** What an installation has decided, until the manifest is there. */
export const PLAN = 'download.json'

/** A model whose manifest can't be read, by the name under which it was installed. */
export interface DamagedModel {
  id: string
  fault: string
}

export interface Installed {
  models: ModelManifest[]
  damaged: DamagedModel[]
  /** Names of those whose installation was begun and not ended. */
  started: string[]
}

/** What is installed or begun, by name: one that is damaged keeps no other from being used. */
export async function readInstalled(store: ModelStore): Promise<Installed> {
  // in this order one that ends meanwhile is told, and once: its manifest comes before its plan goes
  const started = await namesOf(store, PLAN)
  const found = await readManifests(store)
  return {
    models: found.filter((one) => 'files' in one),
    damaged: found.filter((one) => 'fault' in one),
    started: started.filter((name) => found.every(({ id }) => id !== name)),
  }
}

/** Of every model that has one, by name. */
async function readManifests(store: ModelStore): Promise<(ModelManifest | DamagedModel)[]> {
  return Promise.all((await namesOf(store, MANIFEST)).map((id) => readOne(store, id)))
}

async function readOne(store: ModelStore, id: string): Promise<ModelManifest | DamagedModel> {
  const path = `${id}/${MANIFEST}`
  try {
    const manifest = await readManifest((p) => readWhole(store, p), path, ModelManifest)
    return manifest.id === id ? manifest : { id, fault: `${path}: field "id": it is ${manifest.id}` }
  } catch (error) {
    return { id, fault: (error as Error).message }
  }
}

/** The models that are installed and whole as far as their manifests say, by name. */
export async function installedModels(store: ModelStore): Promise<ModelManifest[]> {
  return (await readManifests(store)).filter((one) => 'files' in one)
}

/** Names of the models that have a file. */
async function namesOf(store: ModelStore, file: string): Promise<string[]> {
  return (await store.find(file)).sort().map((path) => path.slice(0, -file.length - 1))
}

/** Reads every file of an installed model and checks its length and hash. Throws ModelError, which tells each fault. */
export async function verifyModel(store: ModelStore, { id, files }: ModelManifest): Promise<void> {
  const faults: string[] = []
  for (const file of Object.values(files)) {
    await readChecked((path) => readWhole(store, path), id, file).catch((error) => {
      if (!(error instanceof ModelError)) throw error
      faults.push(error.message)
    })
  }
  if (faults.length > 0) throw new ModelError(faults.join('; '))
}

/** How many bytes a model's files have. */
export function modelBytes({ files }: ModelManifest): number {
  return Object.values(files).reduce((sum, { bytes, weights }) => sum + bytes + (weights?.bytes ?? 0), 0)
}
