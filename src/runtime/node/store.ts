import { readFile as read } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const models = fileURLToPath(new URL('../../../public/models', import.meta.url))

/** Where a path below public/models leads; an absolute path stays. */
export function locate(path: string): string {
  return resolve(models, path)
}

/** Reads a model file by its path below public/models, or by an absolute path. */
export async function readFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await read(locate(path)))
}
