import { batch, signal } from '@preact/signals'
import browser from 'webextension-polyfill'
import { DownloadError } from '../../core/install/download-error.ts'
import { HUB } from '../../core/install/hub.ts'
import { type DamagedModel, readInstalled, verifyModel } from '../../core/install/installed.ts'
import type { InstallProgress } from '../../core/install/progress.ts'
import type { Precision } from '../../core/model/hub-layout.ts'
import type { ModelManifest } from '../../core/model/manifest.ts'
import { gpuAdapter } from '../../runtime/browser/gpu-adapter.ts'
import { createModelStore } from '../../runtime/browser/model-store.ts'
import { say } from '../../runtime/browser/say.ts'
import type { Use } from '../engine/stored-heads.ts'
import { readInTurn } from '../one-by-one.ts'
import { heads } from '../ui/current-head.ts'
import { changeHead } from './head-changes.ts'

const store = createModelStore()

/** What is installed, and what was begun and isn't under way in this tab. */
export const installed = signal<ModelManifest[]>([])
/** What was installed and can't be read any more. */
export const damaged = signal<DamagedModel[]>([])
export const started = signal<string[]>([])
/** The one that is under way in this tab. */
export const underWay = signal<(InstallProgress & { name: string }) | null>(null)
/** What the last thing that was asked for came to. */
export const outcome = signal<Outcome | null>(null)
type Outcome = { done: string } | { whole: string } | { problem: string }
/** The one whose files are read and compared with their hashes. */
export const verifying = signal<string | null>(null)

/** Another tab may install or remove one. */
const changes = new BroadcastChannel('installed models')
changes.addEventListener('message', () => void readModels())

async function readAndTell(): Promise<void> {
  await readModels()
  changes.postMessage(null)
}

let stop = new AbortController()
/** Resolves once what is under way, or was last, has ended. */
let ended = Promise.resolve()

export const readModels = readInTurn(
  () => readInstalled(store),
  (found) =>
    batch(() => {
      installed.value = found.models
      damaged.value = found.damaged
      started.value = found.started.filter((name) => name !== underWay.value?.name)
    }),
)

/** Another hub may be set by whoever can write the extension's storage: no page can. */
async function hubAddress(): Promise<string> {
  const { hub } = await browser.storage.local.get('hub')
  return typeof hub === 'string' ? hub : HUB
}

/** What WebGPU runs here; null where there is none. */
export async function webGpuPrecision(): Promise<Precision | null> {
  const adapter = await gpuAdapter()
  return adapter && (adapter.features.has('shader-f16') ? 'fp16' : 'fp32')
}

/**
 * Installs a model of the hub's, or goes on; only ever at a click. `webgpu` is what WebGPU has beside it, where wanted.
 */
export function install(name: string, webgpu?: Precision): Promise<void> {
  stop = new AbortController()
  ended = installUntil(stop.signal, name, webgpu)
  return ended
}

async function installUntil(signal: AbortSignal, name: string, webgpu?: Precision): Promise<void> {
  outcome.value = null
  underWay.value = { name, done: 0, total: 0, bytesPerSecond: 0, waiting: null }
  started.value = started.value.filter((one) => one !== name)
  // Firefox asks the user: nothing waits for that
  void navigator.storage.persist()
  try {
    // with the models' code, which the rest of the page does without
    const { installHere } = await import('./install-here.ts')
    const onProgress = (progress: InstallProgress) => {
      underWay.value = { name, ...progress }
    }
    await installHere(await hubAddress(), { name, webgpu, signal, onProgress })
    outcome.value = { done: name }
    await changeHead(async () => heads.modelsChanged())
  } catch (error) {
    if (!signal.aborted) outcome.value = { problem: problemOf(error as Error, name) }
  } finally {
    underWay.value = null
    await readAndTell()
  }
}

function problemOf(error: Error, model: string): string {
  const { gone, closed } = error instanceof DownloadError ? error.outlook : {}
  if (gone) return say('modelNone', { model })
  if (closed) return say('modelClosed', { model })
  return say('modelProblem', { detail: error.message })
}

/** Reads all files of an installed model again. */
export async function verifyInstalled(model: ModelManifest): Promise<void> {
  outcome.value = null
  verifying.value = model.id
  try {
    await verifyModel(store, model)
    outcome.value = { whole: model.id }
  } catch (error) {
    outcome.value = { problem: say('modelDamaged', { detail: (error as Error).message, model: model.id }) }
  } finally {
    verifying.value = null
  }
}

/** Ends what is under way; resolves once it has. */
export function cancelInstall(): Promise<void> {
  stop.abort()
  return ended
}

/** Has an installed model do something else from now on. */
export async function useModel(name: string, use: Use): Promise<void> {
  outcome.value = null
  try {
    await changeHead(() => heads.use(name, use))
  } catch (error) {
    outcome.value = { problem: say('modelUseProblem', { detail: (error as Error).message, model: name }) }
  }
}

/** Removes a model, installed or begun; where its head judged, the bundled one does from now on. */
export async function removeModel(name: string): Promise<void> {
  outcome.value = null
  try {
    await store.exclusively(name, () => store.remove(name))
    await changeHead(() => heads.use(name, 'none'))
  } catch (error) {
    outcome.value = { problem: say('modelRemoveProblem', { detail: (error as Error).message, model: name }) }
  }
  await readAndTell()
}
