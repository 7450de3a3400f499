import { readWhole } from '../../core/install/model-store.ts'
import { createModelStore } from './model-store.ts'

/** Before the name of a model that the user installed, where others are the extension's own. */
export const INSTALLED = 'installed/'

const installed = createModelStore()

/** The address of a path below the extension's models/ folder. */
export function locate(path: string): string {
  return chrome.runtime.getURL(`models/${path}`)
}

/** Reads a model file by its path below the extension's models/ folder, or behind INSTALLED. */
export async function readFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (path.startsWith(INSTALLED)) return readWhole(installed, path.slice(INSTALLED.length))
  const response = await fetch(locate(path))
  if (!response.ok) throw new Error(`the extension has no models/${path}`)
  return new Uint8Array(await response.arrayBuffer())
}
