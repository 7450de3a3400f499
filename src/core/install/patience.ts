import { pause } from '../pause.ts'
import { DownloadError } from './download-error.ts'

/** How what may do later is asked again. */
export interface Patience {
  signal: AbortSignal
  /** Told why nothing comes for a while; null when it goes on. */
  onWait(why: string | null): void
  /** The first pause before a request is made again; each is twice the one before. */
  pauseMs: number
}

/** Tries in a row that bring nothing. */
const MOST_TRIES = 5
/** A hub that asks for more is told to the user instead. */
const LONGEST_WAIT_MS = 120_000

/**
 * Does it again where it may do later, after as long as the hub asks or a pause; `cameSome` says whether a try that
 * failed brought something. Throws what it threw last, and the signal's reason.
 */
export async function patiently<T>(
  { signal, onWait, pauseMs }: Patience,
  attempt: (tries: number) => Promise<T>,
  cameSome = () => false,
): Promise<T> {
  let tries = 0
  for (;;) {
    try {
      return await attempt(tries)
    } catch (error) {
      if (!(error instanceof DownloadError) || !error.outlook.again) throw error
      tries = cameSome() ? 1 : tries + 1
      const waitMs = error.outlook.waitMs ?? pauseMs * 2 ** (tries - 1)
      if (tries > MOST_TRIES || waitMs > LONGEST_WAIT_MS) throw error
      onWait(error.message)
      await pause(waitMs, signal)
      onWait(null)
    }
  }
}
