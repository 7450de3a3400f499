import { pause } from '../../core/pause.ts'
import { RetryLater } from './retry-later.ts'

/** Whose turn it is to ask a host. */
export interface HostTurns {
  /**
   * Resolves when the host may be asked, those who came first before, at most one every `everyMs`. Throws the signal's
   * reason, and RetryLater (not tried) where the wait would be longer than LONGEST_WAIT_MS. A turn given up is lost.
   */
  take(host: string, everyMs: number, signal: AbortSignal): Promise<void>
  /** Nobody's turn comes for so long, LONGEST_REST_MS at most: the host said that it is asked too much. */
  rest(host: string, ms: number): Promise<void>
}

/** Whoever would wait longer does something else first: else one slow host would keep all that judge from others. */
export const LONGEST_WAIT_MS = 120_000
export const LONGEST_REST_MS = 600_000

/** So many hosts are known before those whose turn is over are forgotten. */
const MANY_HOSTS = 10_000

/** Turns of one process. */
export function createHostTurns(): HostTurns {
  /** When a host may be asked next, by a clock that never jumps. */
  const next = new Map<string, number>()
  let forgetAt = MANY_HOSTS

  function forgetOver(now: number): void {
    if (next.size < forgetAt) return
    for (const [host, at] of next) if (at <= now) next.delete(host)
    forgetAt = Math.max(MANY_HOSTS, 2 * next.size)
  }

  return {
    async take(host, everyMs, signal) {
      signal.throwIfAborted()
      const now = performance.now()
      forgetOver(now)
      const at = Math.max(next.get(host) ?? 0, now)
      refuseLongWait(host, at - now)
      next.set(host, at + everyMs)
      await pause(at - now, signal)
    },
    async rest(host, ms) {
      const until = performance.now() + Math.min(ms, LONGEST_REST_MS)
      next.set(host, Math.max(next.get(host) ?? 0, until))
    },
  }
}

/** Throws RetryLater. */
export function refuseLongWait(host: string, waitMs: number): void {
  if (waitMs <= LONGEST_WAIT_MS) return
  const seconds = Math.ceil(waitMs / 1000)
  throw new RetryLater(`${host} is not to be asked for another ${seconds} s: others come first`, waitMs, false)
}
