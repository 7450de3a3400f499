import type { Proceed } from '../../core/proceed.ts'

type Work<T> = (proceed: Proceed) => Promise<T>

/** Lets what is urgent pass what is not, between the steps of both. */
export interface Turns {
  /** Throws the signal's reason at the work's first step after its abort. */
  take<T>(urgent: boolean, work: Work<T>, signal: AbortSignal): Promise<T>
}

export function createTurns(): Turns {
  let urgentOnes = 0
  const waiting = new Set<() => void>()
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
  async function takeUrgent<T>(work: Work<T>, signal: AbortSignal): Promise<T> {
    urgentOnes++
    try {
      return await work(async () => signal.throwIfAborted())
    } finally {
      urgentOnes--
      if (urgentOnes === 0) for (const end of [...waiting]) end()
    }
  }
  return {
    take: (urgent, work, signal) =>
      urgent
        ? takeUrgent(work, signal)
        : work(async () => {
            while (urgentOnes > 0 && !signal.aborted) await wait(signal)
            signal.throwIfAborted()
          }),
  }
}
