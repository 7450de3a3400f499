import type { Proceed } from '../../core/proceed.ts'

type Work<T> = (proceed: Proceed) => Promise<T>

/** Lets what is urgent pass what is not, between the steps of both. */
export interface Turns {
  /** Throws the signal's reason at the work's first step after its abort. */
  take<T>(job: { id: string; urgent: boolean }, work: Work<T>, signal: AbortSignal): Promise<T>
  /** What is under way under this id is urgent from now on. */
  urge(id: string): void
}

export function createTurns(): Turns {
  /** What is under way, and whether it is urgent. */
  const underWay = new Map<string, boolean>()
  const waiting = new Set<() => void>()
  const givesWay = (id: string) => !underWay.get(id) && [...underWay.values()].includes(true)
  /** Those that still have to give way wait again. */
  const wake = () => {
    for (const end of [...waiting]) end()
  }
  const wait = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const end = () => {
        waiting.delete(end)
        signal.removeEventListener('abort', end)
        resolve()
      }
      waiting.add(end)
      signal.addEventListener('abort', end)
    })
  return {
    async take({ id, urgent }, work, signal) {
      const leave = () => {
        underWay.delete(id)
        wake()
      }
      underWay.set(id, urgent)
      // its last step may go on for long, and nobody has to wait for that
      signal.addEventListener('abort', leave, { once: true })
      try {
        return await work(async () => {
          while (givesWay(id) && !signal.aborted) await wait(signal)
          signal.throwIfAborted()
        })
      } finally {
        signal.removeEventListener('abort', leave)
        leave()
      }
    },
    urge(id) {
      if (!underWay.has(id)) return
      underWay.set(id, true)
      wake()
    },
  }
}
