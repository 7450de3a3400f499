import { readFile as read } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const models = fileURLToPath(new URL('../../../public/models', import.meta.url))

/** Reads a model file by its path below public/models. */
export async function readFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await read(join(models, path)))
}
