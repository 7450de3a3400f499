import { readFile } from 'node:fs/promises'
import { ModelError } from '../../core/model-manifest.ts'

/** The bytes of a head.json, and its path for errors. Throws ModelError. */
export async function readHead(path: string): Promise<{ bytes: Uint8Array<ArrayBuffer>; name: string }> {
  try {
    return { bytes: new Uint8Array(await readFile(path)), name: path }
  } catch (error) {
    throw new ModelError(`the head ${path} can't be read: ${(error as Error).message}`)
  }
}
