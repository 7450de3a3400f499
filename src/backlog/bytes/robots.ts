import { UserError } from '../../core/user-error.ts'
import type { Answer, Connections } from './connections.ts'
import type { HostTurns } from './host-turns.ts'
import { createKeptRules, type Rules } from './kept-rules.ts'
import { follow, type Seen } from './redirects.ts'
import { RetryLater } from './retry-later.ts'
import { refusalOf } from './status.ts'
import { unlessAborted } from './unless-aborted.ts'

/** What sites ask of robots (RFC 9309). */
export interface Robots {
  /**
   * How many milliseconds to leave between two requests to the host of an address that may be asked for. Throws
   * UserError where it may not, RetryLater as long as the site can't be asked, the signal's reason.
   */
  permit(url: URL, mayBePrivate: boolean, signal: AbortSignal): Promise<number>
}

interface Options {
  connections: Connections
  turns: HostTurns
  /** Milliseconds between two requests, where the site says nothing. */
  everyMs: number
  /** Comes at the end. */
  closing: AbortSignal
}

/** How sites call us. */
const NAME = 'MemeVeil'
/** As much as RFC 9309 wants to be read; no more is. */
const MOST_BYTES = 500 * 1024
const LONGEST_DELAY_MS = 60_000

export function createRobots({ connections, turns, everyMs, closing }: Options): Robots {
  const kept = createKeptRules()
  const coming = new Map<string, Promise<Rules>>()

  async function fetchText(url: URL, mayBePrivate: boolean): Promise<Seen<string>> {
    await turns.take(url.host, everyMs, closing)
    return connections.ask(url, mayBePrivate, closing, async (answer) =>
      answer.to === undefined ? { value: await textOf(answer, url.host) } : { ...answer, to: answer.to },
    )
  }

  /** Whoever comes meanwhile waits for the same answer. */
  function rulesOf(origin: string, mayBePrivate: boolean): Promise<Rules> {
    const known = kept.of(origin)
    if (known) return Promise.resolve(known)
    const key = `${origin} ${mayBePrivate}`
    const asked =
      coming.get(key) ??
      follow(new URL('/robots.txt', origin), mayBePrivate, fetchText)
        .then((text = '') => kept.keep(origin, text))
        .finally(() => coming.delete(key))
    coming.set(key, asked)
    return asked
  }

  return {
    async permit(url, mayBePrivate, signal) {
      const rules = await unlessAborted(rulesOf(url.origin, mayBePrivate), signal)
      if (rules.isDisallowed(url.href, NAME))
        throw new UserError('missing-picture', `${url.host} forbids robots to fetch it, by its robots.txt`)
      const delay = rules.getCrawlDelay(NAME)
      return delay === undefined ? everyMs : Math.min(Math.max(delay * 1000, 0), LONGEST_DELAY_MS)
    },
  }
}

/** What isn't there forbids nothing (RFC 9309, 2.3.1.3); what fails forbids all for now. Throws RetryLater. */
async function textOf({ status, headers, body }: Answer, host: string): Promise<string> {
  const refusal = refusalOf(status, headers['retry-after'], `${host}, asked for its robots.txt,`)
  if (refusal instanceof RetryLater) throw refusal
  return refusal ? '' : new TextDecoder().decode((await body(MOST_BYTES)).bytes)
}
