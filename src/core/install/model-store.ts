/** Where installed models are: files by their path below it. */
export interface ModelStore {
  /** Paths of all files that are called so, in any folder. */
  find(name: string): Promise<string[]>
  /** How many bytes a file has; 0 where there is none. */
  length(path: string): Promise<number>
  /** Its bytes, in pieces; nothing where there is none. */
  read(path: string): AsyncIterable<Uint8Array<ArrayBuffer>>
  /** Throws DownloadError where the disk is full. */
  append(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** The whole file at once, or nothing of it. */
  write(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>
  /** A file, or a folder with all below it. */
  remove(path: string): Promise<void>
  /** Bytes that still fit; null where that can't be told. */
  room(): Promise<number | null>
  /** Does work that no other process or tab does at the same time under that name. Throws DownloadError. */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T>
}

/** A stored file's bytes. Throws where there is none. */
export async function readWhole(store: ModelStore, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const length = await store.length(path)
  if (length === 0) throw new Error(`there is no ${path}`)
  const whole = new Uint8Array(length)
  let at = 0
  for await (const piece of store.read(path)) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}
