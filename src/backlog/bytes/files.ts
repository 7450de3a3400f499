import { readFile, realpath } from 'node:fs/promises'
import { isAbsolute, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { UserError } from '../../core/user-error.ts'
import { kindOf, notAFile } from '../../training/data/picture-folder.ts'
import { RetryLater } from './retry-later.ts'

/**
 * A file's bytes. With `roots` it has to lie below one of these folders, wherever links lead. Throws UserError of the
 * kind 'missing-picture', RetryLater for a disk that fails.
 */
export async function readPictureFile(location: string, roots?: string[]): Promise<Uint8Array<ArrayBuffer>> {
  const path = pathOf(location)
  try {
    const kind = await kindOf(path)
    if (kind !== 'file') throw notAFile(kind)
    if (roots) await refuseOutside(path, roots)
    return new Uint8Array(await readFile(path))
  } catch (error) {
    if (error instanceof UserError) throw error
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw notAFile(code)
    throw new RetryLater(`the picture's file can't be read: ${message}`)
  }
}

function pathOf(location: string): string {
  const path = URL.canParse(location) && /^file:\/\/\//i.test(location) ? decodedPath(location) : undefined
  if (path === undefined || path.includes('\0')) throw new UserError('missing-picture', 'there is no such file address')
  return path
}

function decodedPath(location: string): string | undefined {
  try {
    return fileURLToPath(location)
  } catch {
    return undefined // a slash that is written as %2F
  }
}

async function refuseOutside(path: string, roots: string[]): Promise<void> {
  const [real, ...folders] = await Promise.all([realpath(path), ...roots.map((root) => realpath(root))])
  if (!folders.some((folder) => isBelow(real, folder)))
    throw new UserError('missing-picture', `the picture is outside the folders that are read here: ${roots.join(', ')}`)
}

/** Whether a path lies below a folder; both without links. */
export function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
