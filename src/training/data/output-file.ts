import {
  accessSync,
  appendFileSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import { UserError } from '../../core/user-error.ts'

/** What a person can do about a disk that takes nothing, by the system's code. */
const MEND: Record<string, string> = {
  ENOSPC: 'the disk is full: make room, and the same command goes on',
  EDQUOT: 'your share of the disk is full: make room, and the same command goes on',
  EROFS: 'the disk is read-only: choose another folder',
  EACCES: 'it may not be written: choose another folder, or have yourself allowed to',
  EPERM: 'it may not be written: choose another folder, or have yourself allowed to',
  ENOENT: 'its folder is gone: make it again, and the same command goes on',
}

/** Does what may fail for want of room or right; throws UserError, which names the file. */
function written<T>(path: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw outputError(path, error)
  }
}

/** What the system says of a file that can't be written, for its user; another error stays as it is. */
export function outputError(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException
  return code === undefined ? error : new UserError('output', `${path} can't be written: ${MEND[code] ?? message}`)
}

/** The file as a whole, or as it was before: whoever is killed or has no room leaves no half. Throws UserError. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const next = `${path}.new`
  written(path, () => {
    try {
      writeFileSync(next, content)
      renameSync(next, path)
    } catch (error) {
      rmSync(next, { force: true })
      throw error
    }
  })
}

/** Throws UserError, after which a part of the text may stand there. */
export function appendText(path: string, text: string): void {
  written(path, () => appendFileSync(path, text))
}

/** Makes a folder that is going to be written to. Throws UserError where it can't be: better now than after hours. */
export function makeFolder(path: string): void {
  written(path, () => {
    // of what is read-only, Node says that it isn't there (20.20)
    accessSync(nearestFolder(resolve(path)), constants.W_OK)
    makeWithParents(resolve(path))
  })
}

/** Node's own way never ends below /proc (20.20). */
function makeWithParents(path: string): void {
  if (existsSync(path)) return
  makeWithParents(dirname(path))
  try {
    mkdirSync(path)
  } catch (error) {
    // another process was faster
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function nearestFolder(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestFolder(dirname(path))
}

/** The same for the folder of a file, which has to be there. */
export function refuseUnwritable(path: string): void {
  written(path, () => accessSync(dirname(resolve(path)), constants.W_OK))
}

/** Throws UserError where a table would be written over, by whatever name: it is its user's. */
export function refuseTable(out: string, table: string): void {
  const [found, input] = [out, table].map((path) => statSync(path, { throwIfNoEntry: false }))
  if (found && input && found.ino === input.ino && found.dev === input.dev)
    throw new UserError('usage', `--out ${out} is the table itself: choose another name`)
}
