import { opendir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UserError } from '../../core/user-error.ts'
import { isBelow } from '../bytes/files.ts'
import type { Item } from './item.ts'
import { isPictureName } from './locations.ts'

/**
 * The pictures below a folder in the order of their paths; the names of one folder are held at a time, and those of
 * the folders it is in. Throws UserError for a folder that can't be read.
 */
export async function* itemsOfFolder(folder: string): AsyncGenerator<Item> {
  const root = await realpath(folder)
  yield* below('')

  async function* below(path: string): AsyncGenerator<Item> {
    for (const name of (await listed(path)).sort()) {
      const inner = path + name
      if (name.endsWith('/')) yield* below(inner)
      else yield { name: inner, location: pathToFileURL(join(root, inner)).href }
    }
  }

  /** A folder's end with a slash. */
  async function listed(path: string): Promise<string[]> {
    const names: string[] = []
    try {
      for await (const entry of await opendir(join(root, path), { bufferSize: 256 })) {
        const { name } = entry
        if (entry.isDirectory() && !name.startsWith('.')) names.push(`${name}/`)
        else if (isPictureName(name) && (entry.isFile() || (entry.isSymbolicLink() && (await isInside(path + name)))))
          names.push(name)
      }
    } catch (error) {
      throw new UserError('usage', `${join(folder, path)} can't be read: ${(error as Error).message}`)
    }
    return names
  }

  /**
   * Whether a link leads to a file of this folder, as those of archives in git-annex do. Links to folders are left
   * alone: what is in one comes by its own path, and none leads in a circle.
   */
  async function isInside(path: string): Promise<boolean> {
    try {
      const real = await realpath(join(root, path))
      return isBelow(real, root) && (await stat(real)).isFile()
    } catch {
      return false // it leads nowhere, or to itself
    }
  }
}
