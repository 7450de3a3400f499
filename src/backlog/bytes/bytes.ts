import { statSync } from 'node:fs'
import { UserError } from '../../core/user-error.ts'
import { createAddresses } from './addresses.ts'
import { readObject } from './buckets.ts'
import { readPictureFile } from './files.ts'
import type { HostTurns } from './host-turns.ts'

export interface PictureBytes {
  /**
   * The bytes at an item's location. Throws UserError of the kinds 'missing-picture' (isn't there, and never will be),
   * 'large-picture' and 'usage' (this machine's settings for S3 are wrong), RetryLater, and the signal's reason.
   */
  read(location: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>
  close(): Promise<void>
}

interface Options {
  turns: HostTurns
  /** How sites see who asks; it begins with "MemeVeil", by which their robots.txt can name us. */
  userAgent: string
  /** Files are read below these folders alone. */
  roots?: string[]
  /** Milliseconds between two requests to a host that doesn't say by Crawl-delay. */
  everyMs?: number
  /** How long one request may take, its bytes included. */
  timeoutMs?: number
}

/** Throws UserError ('usage') for a root that is no folder: each picture would be told as missing. */
export function createPictureBytes({ roots, everyMs = 1000, timeoutMs = 30_000, ...web }: Options): PictureBytes {
  for (const root of roots ?? [])
    if (!statSync(root, { throwIfNoEntry: false })?.isDirectory())
      throw new UserError('usage', `there is no folder ${root} to read pictures from`)
  const addresses = createAddresses({ ...web, everyMs, timeoutMs })
  return {
    async read(location, signal) {
      signal.throwIfAborted()
      if (/^https?:/i.test(location)) return addresses.read(location, signal)
      if (/^s3:/i.test(location)) return readObject(location, timeoutMs, signal)
      if (/^file:/i.test(location)) return readPictureFile(location, roots)
      throw new UserError('missing-picture', `"${location.slice(0, 100)}" is no address of a picture`)
    },
    async close() {
      addresses.close()
    },
  }
}
