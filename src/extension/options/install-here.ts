import { createHub } from '../../core/install/hub.ts'
import { type InstallOptions, installModel } from '../../core/install/install.ts'
import { createModelStore } from '../../runtime/browser/model-store.ts'
import { platform } from '../../runtime/browser/platform.ts'

type Wanted = Pick<InstallOptions, 'name' | 'webgpu' | 'signal' | 'onProgress'>

/** Installs a model of the hub's in the browser: WASM runs q8, the fastest there. Throws as `installModel` does. */
export async function installHere(address: string, wanted: Wanted): Promise<void> {
  const hub = createHub({ address })
  await installModel({ ...wanted, hub, store: createModelStore(), precision: 'q8', host: platform })
}
