import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Item } from '../source/item.ts'

/** Names what there is to look at: place and text, of a file its size and date too. */
export async function versionOf({ location, text }: Item): Promise<string> {
  const file = location?.startsWith('file:') ? await fileVersion(location) : ''
  return createHash('sha256')
    .update(JSON.stringify([location, text, file]))
    .digest('base64url')
    .slice(0, 22)
}

async function fileVersion(location: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(fileURLToPath(location))
    return `${size} ${mtimeMs}`
  } catch {
    return 'none' // reading it says why
  }
}
