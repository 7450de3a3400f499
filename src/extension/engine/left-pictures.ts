/** Bytes that were fetched for jobs that wait for their turn. */
export interface LeftPictures<P extends { bytes: Uint8Array }> {
  leave(id: string, picture: P): void
  take(id: string): P | undefined
  drop(id: string): void
  clear(): void
}

interface Options {
  /** The oldest go first where there are more. */
  mostBytes: number
  /** What nobody took by then was asked for by somebody who is gone. */
  ms: number
}

export function createLeftPictures<P extends { bytes: Uint8Array }>({ mostBytes, ms }: Options): LeftPictures<P> {
  const left = new Map<string, { picture: P; timer: ReturnType<typeof setTimeout> }>()
  const drop = (id: string) => {
    clearTimeout(left.get(id)?.timer)
    left.delete(id)
  }
  const bytes = () => [...left.values()].reduce((sum, { picture }) => sum + picture.bytes.length, 0)
  return {
    leave(id, picture) {
      drop(id)
      left.set(id, { picture, timer: setTimeout(() => drop(id), ms) })
      for (const oldest of [...left.keys()].slice(0, -1)) if (bytes() > mostBytes) drop(oldest)
    },
    take(id) {
      const picture = left.get(id)?.picture
      drop(id)
      return picture
    },
    drop,
    clear() {
      for (const id of [...left.keys()]) drop(id)
    },
  }
}
