import type { ModelFile } from '../model/manifest.ts'
import { DownloadError } from './download-error.ts'
import { createFileCheck, type FileCheck, type ListedFile } from './file-check.ts'
import type { Hub } from './hub.ts'
import type { ModelStore } from './model-store.ts'
import { type Patience, patiently } from './patience.ts'

/** What is downloaded from where to where. */
export interface Download extends Patience {
  hub: Hub
  store: ModelStore
  name: string
  commit: string
  /** Told of bytes that were here from before. */
  onHere(count: number): void
  /** Told of bytes that came. */
  onBytes(count: number): void
}

/** After so many of these, all is asked for: a host that allows pages no ranges refuses those that ask for some. */
const MOST_RANGED = 2
/** Bytes that are stored at a time: no more is lost when the browser is closed. */
const PIECE = 4_000_000

/**
 * A file of the hub's, from where its download stopped, checked against the hash that is listed. Throws DownloadError;
 * what came stays for the next time, unless it is wrong.
 */
export async function downloadFile(job: Download, file: ListedFile): Promise<ModelFile> {
  const { store, name } = job
  const path = `${name}/${file.path}`
  const check = createFileCheck(file)
  for await (const piece of store.read(path)) check.update(piece)
  job.onHere(Math.min(check.length(), file.bytes))
  if (check.length() < file.bytes) await untilWhole(job, file, check)
  const { right, sha256 } = check.end()
  if (right) return { path: file.path, bytes: file.bytes, sha256 }
  await store.remove(path)
  throw new DownloadError(
    check.length() === file.bytes
      ? `${file.path} is not what the hub lists: its hash is another; it was thrown away, ask for the model again`
      : `${file.path} has more than the ${file.bytes} bytes that the hub lists; it was thrown away`,
  )
}

async function untilWhole(job: Download, file: ListedFile, check: FileCheck): Promise<void> {
  let before = check.length()
  await patiently(
    job,
    async (tries) => {
      before = check.length()
      await fetchRest(job, file, check, tries < MOST_RANGED)
      if (check.length() < file.bytes) throw new DownloadError(`${file.path} was cut short`, { again: true })
    },
    () => check.length() > before,
  )
}

/** Stores what comes, piece by piece; also what came before an error. */
async function fetchRest(
  { hub, store, name, commit, signal, onBytes }: Download,
  file: ListedFile,
  check: FileCheck,
  ranged: boolean,
): Promise<void> {
  const path = `${name}/${file.path}`
  let pieces: Uint8Array[] = []
  let waiting = 0
  async function keep(): Promise<void> {
    if (waiting === 0) return
    const piece = new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer())
    pieces = []
    waiting = 0
    await store.append(path, piece)
    check.update(piece)
  }
  try {
    for await (const piece of hub.bytes({ name, commit, path: file.path, from: check.length(), ranged }, signal)) {
      pieces.push(piece)
      waiting += piece.length
      onBytes(piece.length)
      if (waiting >= PIECE) await keep()
      if (check.length() + waiting > file.bytes) return
    }
  } finally {
    await keep()
  }
}
