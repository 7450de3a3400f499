import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { hashOf } from '../../training/data/embedding-cache.ts'
import type { Item } from '../source/item.ts'

export type Versioned<T extends Item> = T & { version: string }

/** Each with what names what there is to look at. */
export function versioned<T extends Item>(items: T[]): Promise<Versioned<T>[]> {
  return Promise.all(items.map(async (item) => ({ ...item, version: await versionOf(item) })))
}

/** By place and text, of a file by its size and date too. */
async function versionOf({ location, text }: Item): Promise<string> {
  const file = location?.startsWith('file:') ? await fileVersion(location) : ''
  return hashOf(JSON.stringify([location, text, file]))
}

async function fileVersion(location: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(fileURLToPath(location))
    return `${size} ${mtimeMs}`
  } catch {
    return 'none' // reading it says why
  }
}
