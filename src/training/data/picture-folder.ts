import { statSync } from 'node:fs'
import { access, constants, readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Lazy } from '../../core/lazy.ts'
import { UserError } from '../../core/user-error.ts'
import { DatasetError } from './table.ts'

/** The pictures of a table: files below one folder. */
export interface PictureFolder {
  /** Path of the file that a table calls `name`. Throws UserError of the kind 'missing-picture'. */
  find(name: string): Promise<string>
}

/** What may stand between the spelling in a table and the one on the disk, each in the place of the one before. */
const SPELLINGS: ((name: string) => string)[] = [
  (name) => name,
  (name) => name.replaceAll('\\', '/'),
  (name) => decoded(name.replaceAll('\\', '/')),
  (name) => decoded(name.replaceAll('\\', '/')).normalize('NFC'),
  (name) => decoded(name.replaceAll('\\', '/')).normalize('NFD'),
]

const NO_FILE: Record<string, string> = {
  ENOENT: 'is not there',
  ENAMETOOLONG: 'has too long a name for a file (are the columns swapped?)',
  ENOTDIR: 'leads through a file as if it were a folder',
  ELOOP: 'is a link that leads to itself',
  EACCES: 'may not be opened',
  EPERM: 'may not be opened',
}

/**
 * Looks names up as they stand, then with other slashes, without %20, and with accents made in another way. Throws
 * DatasetError where there is no such folder.
 */
export function createPictureFolder(folder: string): PictureFolder {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new DatasetError(`there is no folder ${folder} with pictures`)
  const listings = new Map<string, Lazy<string[]>>()

  /** A folder is listed once, however many of its files are missing. */
  function list(path: string): Promise<string[]> {
    const listing = listings.get(path) ?? new Lazy(() => readdir(path).catch(() => []))
    listings.set(path, listing)
    return listing.get()
  }

  async function missing(name: string): Promise<UserError> {
    if (/^[a-z][a-z\d+.-]+:\/\//i.test(name)) return wrong('is an address, and nothing is fetched')
    const path = join(folder, decoded(name.replaceAll('\\', '/')))
    const alike = (await list(dirname(path))).find((file) => plain(file) === plain(basename(path)))
    const hint = alike === undefined ? absoluteHint(name) : `, but "${alike}" is`
    return wrong(`is not in ${folder}${hint}`)
  }

  return {
    async find(name) {
      if (name.includes('\0')) throw wrong('has a NUL character in its name, as no file has')
      for (const spelled of new Set(SPELLINGS.map((spell) => spell(name)))) {
        const path = join(folder, spelled)
        const kind = await kindOf(path)
        if (kind === 'file') return path
        if (kind !== 'ENOENT') throw notAFile(kind)
      }
      throw await missing(name)
    },
  }
}

/** Node reads hardly more at once. */
const MOST_BYTES = 2 ** 30

/** What a path leads to: 'file', another thing in words, or the code of the error that keeps it from being known. */
export async function kindOf(path: string): Promise<string> {
  try {
    const found = await stat(path)
    if (found.isFile() && found.size > MOST_BYTES) return 'too large: it has more than a gigabyte'
    if (found.isFile()) return await access(path, constants.R_OK).then(() => 'file')
    return found.isDirectory() ? 'a folder and no file' : 'no file, but a pipe, a socket or a device'
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== undefined && Object.hasOwn(NO_FILE, code)) return code
    throw error
  }
}

/** What is said of a kind that is no file. */
export function notAFile(kind: string): UserError {
  return wrong(NO_FILE[kind] ?? `is ${kind}`)
}

/**
 * The bytes of a file that was found. Throws UserError of the kind 'missing-picture' where it is there no more, or
 * can't be read after all.
 */
export async function readPictureFile(path: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw wrong(code === 'ENOENT' ? `${path} is gone` : (NO_FILE[code ?? ''] ?? `can't be read: ${message}`))
  }
}

function wrong(what: string): UserError {
  return new UserError('missing-picture', `the picture ${what}`)
}

function absoluteHint(name: string): string {
  return /^([/\\]|[a-z]:[/\\])/i.test(name) ? ' (for whole paths give --images /)' : ''
}

function decoded(name: string): string {
  try {
    const spelled = decodeURIComponent(name)
    // no file has such a name, and Node doesn't ask whether one does
    return spelled.includes('\0') ? name : spelled
  } catch {
    return name
  }
}

/** A file's name without what is often spelled in another way. */
function plain(file: string): string {
  return file
    .normalize('NFC')
    .toLowerCase()
    .replace(/\.[a-z\d]{1,5}$/, '')
}
