import { SingleBar } from 'cli-progress'
import type { Progress } from '../training/data/progress.ts'

/** What ends a process that says nothing else. */
const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/** A bar on standard error, with the time left; quiet when standard error is no terminal. */
export function progressBar(): Progress {
  let bar: SingleBar | undefined
  /** The terminal gets its cursor back; then the signal does what it would without a bar. */
  function end(signal: NodeJS.Signals): void {
    bar?.stop()
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  }
  return {
    start(what, total) {
      bar = new SingleBar({
        format: `${what} {bar} {value}/{total}, {eta_formatted} left`,
        stream: process.stderr,
        hideCursor: true,
        noTTYOutput: false,
        etaBuffer: 100,
        // its own way keeps Ctrl+C from ending the process
        gracefulExit: false,
      })
      // first, while others that hear the signal once are still there to be counted
      for (const signal of SIGNALS) process.prependOnceListener(signal, end)
      bar.start(total, 0)
    },
    tick() {
      bar?.increment()
    },
    stop() {
      for (const signal of SIGNALS) process.removeListener(signal, end)
      bar?.stop()
    },
  }
}
