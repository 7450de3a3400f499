import type { Download } from './download.ts'

/** How far an installation is. */
export interface InstallProgress {
  /** Bytes that are here, and all there are. */
  done: number
  total: number
  bytesPerSecond: number
  /** Why nothing comes for a while. */
  waiting: string | null
}

/** Milliseconds over which speed is measured. */
const SPEED_MS = 5000

/** Tells how far an installation of so many bytes is. */
export function createProgress(
  total: number,
  tell: (progress: InstallProgress) => void,
): Pick<Download, 'onHere' | 'onBytes' | 'onWait'> {
  const start = performance.now()
  let came: { at: number; bytes: number }[] = []
  let done = 0
  let waiting: string | null = null
  function report(): void {
    const now = performance.now()
    came = came.filter(({ at }) => now - at < SPEED_MS)
    const seconds = Math.min(SPEED_MS, Math.max(now - start, 1)) / 1000
    tell({ done, total, waiting, bytesPerSecond: came.reduce((sum, { bytes }) => sum + bytes, 0) / seconds })
  }
  return {
    onHere(bytes) {
      done += bytes
      report()
    },
    onBytes(bytes) {
      done += bytes
      came.push({ at: performance.now(), bytes })
      report()
    },
    onWait(why) {
      waiting = why
      report()
    },
  }
}
