import { UserError } from '../../core/user-error.ts'
import { MOST_BYTES, tooLarge } from './bounded.ts'
import { type Answer, createConnections } from './connections.ts'
import type { HostTurns } from './host-turns.ts'
import { follow, type Seen, webAddress } from './redirects.ts'
import { RetryLater } from './retry-later.ts'
import { createRobots } from './robots.ts'
import { refusalOf } from './status.ts'

interface Options {
  turns: HostTurns
  userAgent: string
  /** Milliseconds between two requests to a host that doesn't say by Crawl-delay. */
  everyMs: number
  /** How long one request may take, its bytes included. */
  timeoutMs: number
}

interface Addresses {
  /** Throws UserError ('missing-picture', 'large-picture'), RetryLater, the signal's reason. */
  read(location: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>
  close(): void
}

/** Pictures of the web, asked for as a polite robot does. */
export function createAddresses({ turns, userAgent, everyMs, timeoutMs }: Options): Addresses {
  const closing = new AbortController()
  const connections = createConnections(userAgent, timeoutMs)
  const robots = createRobots({ connections, turns, everyMs, closing: closing.signal })

  async function hear(answer: Answer, { host }: URL): Promise<Seen<Uint8Array<ArrayBuffer>>> {
    if (answer.to !== undefined) return { to: answer.to, isPrivate: answer.isPrivate }
    const refusal = refusalOf(answer.status, answer.headers['retry-after'], host)
    if (refusal instanceof RetryLater && refusal.afterMs !== undefined) await turns.rest(host, refusal.afterMs)
    if (refusal) throw refusal
    return { value: await pictureOf(answer, host) }
  }

  return {
    async read(location, signal) {
      const picture = await follow(webAddress(location), true, async (url, mayBePrivate) => {
        await turns.take(url.host, await robots.permit(url, mayBePrivate, signal), signal)
        return connections.ask(url, mayBePrivate, signal, (answer) => hear(answer, url))
      })
      if (picture) return picture
      throw new UserError('missing-picture', `${new URL(location).host} leads on and on without a picture`)
    },
    close() {
      closing.abort(new RetryLater('no more pictures are fetched here', undefined, false))
      connections.close()
    },
  }
}

async function pictureOf({ headers, body }: Answer, host: string): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(headers['content-length'] ?? 0) > MOST_BYTES) throw tooLarge(host)
  const { bytes, whole } = await body(MOST_BYTES)
  if (!whole) throw tooLarge(host)
  return bytes
}
