import { readFile as read } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const models = fileURLToPath(new URL('../../../public/models', import.meta.url))

/** Reads a model file by its path below public/models, or by an absolute path. */
export async function readFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await read(resolve(models, path)))
}
