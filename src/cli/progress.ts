import { SingleBar } from 'cli-progress'
import type { Progress } from '../training/data/progress.ts'

/** A bar on standard error, with the time left; quiet when standard error is no terminal. */
export function progressBar(): Progress {
  let bar: SingleBar | undefined
  return {
    start(what, total) {
      bar = new SingleBar({
        format: `${what} {bar} {value}/{total}, {eta_formatted} left`,
        stream: process.stderr,
        hideCursor: true,
        noTTYOutput: false,
        etaBuffer: 100,
      })
      bar.start(total, 0)
    },
    tick() {
      bar?.increment()
    },
    stop() {
      bar?.stop()
    },
  }
}
