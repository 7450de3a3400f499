import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder with those above it. Node's own way never ends where a folder that is there has no place for another
 * and says that it isn't there, as /proc does (Node 20).
 */
export async function makeFolder(path: string): Promise<void> {
  const kindOf = (error: NodeJS.ErrnoException) => error.code
  const made = await mkdir(path).catch(kindOf)
  if (made === 'ENOENT' && dirname(path) !== path) {
    await makeFolder(dirname(path))
    await mkdir(path).catch(unlessThere)
  } else if (made !== undefined && made !== 'EEXIST') await mkdir(path)
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
