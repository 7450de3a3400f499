import { BusyError } from './job-queue.ts'

/** Uploads that are under way or wait have so many bytes at most, all together. */
const MOST_BYTES = 256 * 1024 * 1024

/** What one request has in memory. */
export interface Held {
  /** Throws BusyError where all requests together would have too much. */
  add(bytes: number): void
  /** The request is over, and lets all of it go. */
  end(): void
}

/**
 * A queue bounds what waits; this bounds what is still coming too. It counts the bytes that are there and not the
 * requests: else slow ones, which have next to none, would keep out all others.
 */
export function createHeldBytes(most = MOST_BYTES): { open(): Held } {
  let all = 0
  return {
    open() {
      let own = 0
      return {
        add(bytes) {
          if (all + bytes > most) throw new BusyError('too much is being uploaded at once', 2)
          all += bytes
          own += bytes
        },
        end() {
          all -= own
          own = 0
        },
      }
    },
  }
}
