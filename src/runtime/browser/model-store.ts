import { DownloadError } from '../../core/install/download-error.ts'
import type { ModelStore } from '../../core/install/model-store.ts'

/** The folder below the origin's private files. */
const ROOT = 'models'
/**
 * A file is a folder of parts, each of which is there as a whole or not at all: pages may only write files that replace
 * what was there when they are closed, and a browser that is closed midway shall lose a part, not a file.
 */
const PARTS = '.parts'

/** Models in the origin's private file system (OPFS). */
export function createModelStore(): ModelStore {
  return {
    async find(name) {
      const root = await folderAt(ROOT, false)
      return root ? filesBelow(root, name) : []
    },
    async length(path) {
      const files = await partsOf(path)
      return files.reduce((sum, { size }) => sum + size, 0)
    },
    async *read(path) {
      for (const file of await partsOf(path)) yield new Uint8Array(await file.arrayBuffer())
    },
    async append(path, bytes) {
      const { length } = await partsOf(path)
      await writePart(path, length, bytes)
    },
    async write(path, bytes) {
      await this.remove(path)
      await writePart(path, 0, bytes)
    },
    async remove(path) {
      const [, above, name] = `${ROOT}/${path}`.match(/^(.*)\/(.*)$/) as RegExpMatchArray
      const folder = await folderAt(above, false)
      for (const entry of [name, name + PARTS]) await folder?.removeEntry(entry, { recursive: true }).catch(absent)
    },
    async room() {
      const { quota, usage } = await navigator.storage.estimate()
      return quota === undefined ? null : quota - (usage ?? 0)
    },
    async exclusively(name, work) {
      return navigator.locks.request(`model ${name}`, { ifAvailable: true }, (lock) => {
        if (lock) return work()
        throw new DownloadError(`${name} is being installed in another tab`)
      })
    },
  }
}

function absent(error: Error): void {
  if (error.name !== 'NotFoundError') throw error
}

/** Firefox has no such files where it never remembers history (153). */
const isRefused = (error: Error) => error.name === 'SecurityError'

async function folderAt(path: string, create: true): Promise<FileSystemDirectoryHandle>
async function folderAt(path: string, create: false): Promise<FileSystemDirectoryHandle | null>
async function folderAt(path: string, create: boolean): Promise<FileSystemDirectoryHandle | null> {
  try {
    let folder = await navigator.storage.getDirectory()
    for (const name of path.split('/')) folder = await folder.getDirectoryHandle(name, { create })
    return folder
  } catch (error) {
    const refused = isRefused(error as Error)
    if (refused && create) throw new DownloadError('this browser keeps nothing, as in private windows: no model either')
    if (!refused) absent(error as Error)
    return null
  }
}

/** In their order. */
async function partsOf(path: string): Promise<File[]> {
  const folder = await folderAt(`${ROOT}/${path}${PARTS}`, false)
  const names: string[] = []
  for await (const name of folder?.keys() ?? []) names.push(name)
  const files: File[] = []
  for (const name of names.filter((n) => /^\d+$/.test(n)).sort()) {
    const handle = await folder?.getFileHandle(name)
    if (handle) files.push(await handle.getFile())
  }
  return files
}

async function writePart(path: string, number: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const folder = await folderAt(`${ROOT}/${path}${PARTS}`, true)
  const handle = await folder.getFileHandle(String(number).padStart(6, '0'), { create: true })
  const writable = await handle.createWritable()
  try {
    await writable.write(bytes)
    await writable.close()
  } catch (error) {
    await writable.abort().catch(() => {})
    if ((error as Error).name !== 'QuotaExceededError') throw error
    throw new DownloadError('the browser has no more room for models: make room, and ask for the model again to go on')
  }
}

async function filesBelow(folder: FileSystemDirectoryHandle, wanted: string, above = ''): Promise<string[]> {
  const found: string[] = []
  for await (const [name, entry] of folder.entries()) {
    if (name === wanted + PARTS) found.push(above + wanted)
    else if (entry.kind === 'directory' && !name.endsWith(PARTS)) {
      found.push(...(await filesBelow(entry as FileSystemDirectoryHandle, wanted, `${above}${name}/`)))
    }
  }
  return found
}
