import { readFile } from 'node:fs/promises'
import type { NamedHead } from '../../core/model/head.ts'
import { ModelError } from '../../core/model/model-error.ts'

/** A head.json by its path. Throws ModelError. */
export async function readHead(path: string): Promise<NamedHead> {
  try {
    return { bytes: new Uint8Array(await readFile(path)), name: path }
  } catch (error) {
    throw new ModelError(`the head ${path} can't be read: ${(error as Error).message}`)
  }
}
