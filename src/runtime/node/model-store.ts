import { createReadStream } from 'node:fs'
import { appendFile, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { DownloadError } from '../../core/install/download-error.ts'
import type { ModelStore } from '../../core/install/model-store.ts'
import { makeFolder } from './make-folder.ts'

/** Where models are installed, unless MEMEVEIL_MODELS says otherwise. */
export function modelsFolder(): string {
  const { MEMEVEIL_MODELS, XDG_DATA_HOME } = process.env
  return MEMEVEIL_MODELS || join(XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'memeveil', 'models')
}

/** Models in a folder, which is made when something is stored. */
export function createModelStore(root = modelsFolder()): ModelStore {
  const at = (path: string) => join(root, path)
  return {
    async find(name) {
      const paths = await readdir(root, { recursive: true }).catch(absent([]))
      return paths.filter((path) => basename(path) === name).map((path) => path.replaceAll('\\', '/'))
    },
    length: async (path) => (await stat(at(path)).catch(absent({ size: 0 }))).size,
    async *read(path) {
      if ((await stat(at(path)).catch(absent(null))) === null) return
      for await (const piece of createReadStream(at(path), { highWaterMark: 2 ** 20 })) yield new Uint8Array(piece)
    },
    async append(path, bytes) {
      await makeFolder(dirname(at(path)))
      await appendFile(at(path), bytes).catch(refuseFull(root))
    },
    async write(path, bytes) {
      await makeFolder(dirname(at(path)))
      await writeFile(`${at(path)}.new`, bytes).catch(refuseFull(root))
      await rename(`${at(path)}.new`, at(path))
    },
    remove: (path) => rm(at(path), { recursive: true, force: true }),
    async room() {
      await makeFolder(root)
      const { bavail, bsize } = await statfs(root)
      return bavail * bsize
    },
    exclusively: (name, work) => withLock(at(`.locks/${name.replaceAll('/', '--')}`), name, work),
  }
}

/** What stands for a file or folder that isn't there. */
function absent<T>(value: T) {
  return (error: NodeJS.ErrnoException): T => {
    if (error.code !== 'ENOENT') throw error
    return value
  }
}

function refuseFull(root: string) {
  return (error: NodeJS.ErrnoException): never => {
    if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') throw error
    throw new DownloadError(`the disk of ${root} is full: make room, and ask for the model again to go on`)
  }
}

/** A file with the process's id, which is left behind only by a process that was killed. */
async function withLock<T>(path: string, name: string, work: () => Promise<T>): Promise<T> {
  await makeFolder(dirname(path))
  while (!(await take(path))) {
    const owner = Number(await readFile(path, 'utf8').catch(absent('0')))
    if (isRunning(owner)) throw new DownloadError(`${name} is being installed by another process (${owner})`)
    await rm(path, { force: true })
  }
  try {
    return await work()
  } finally {
    await rm(path, { force: true })
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isRunning(pid: number): boolean {
  try {
    // asks for nothing but whether it is there
    return pid > 0 && process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
