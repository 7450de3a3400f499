import { type CheckResult, changing, NotChecked } from '../check-result.ts'
import type { Look, Seen } from '../protocol.ts'
import type { EngineHost } from './engine-host.ts'
import type { KeptVerdicts } from './kept-verdicts.ts'
import type { Redirect } from './redirects.ts'
import { type Asker, isPrivate, mayAskPrivate, sendsCookies } from './request-rules.ts'

/** Both throw NotChecked where an address may not be asked, or the signal's reason. */
export interface Looker {
  /** What is known of a picture by its address; undefined where nothing is. */
  recall(
    picture: Omit<Look, 'cookies' | 'ratings' | 'topics'>,
    asker: Asker,
    signal: AbortSignal,
  ): Promise<CheckResult | undefined>
  /** Has the bytes of a picture fetched that isn't known, address by address as its redirects lead. */
  look(job: Omit<Look, 'cookies' | 'unkept'>, asker: Asker, signal: AbortSignal): Promise<Looked>
}

/** What is known once the last redirect was followed. */
export type Looked = Exclude<Seen, { state: 'redirect' }>

export interface LookerOptions {
  host: Pick<EngineHost, 'look'>
  kept: Pick<KeptVerdicts, 'recall'>
  /** Where an address leads that was found to be moved. */
  redirectFrom(address: string, cookies: boolean, signal: AbortSignal): Promise<Redirect | undefined>
  /** Whether the extension may ask the addresses of a match pattern. */
  mayAsk(pattern: string): Promise<boolean>
}

/** As many as browsers follow (Fetch standard, "HTTP-redirect fetch"). */
const MOST_REDIRECTS = 20

export function createLooker({ host, kept, redirectFrom, ...options }: LookerOptions): Looker {
  const mayAsk = sharing(options.mayAsk)
  async function follow(job: Omit<Look, 'cookies' | 'unkept'>, asker: Asker, signal: AbortSignal): Promise<Looked> {
    let address = withoutFragment(job.address)
    let cookies = true
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      await refuse(address, asker, mayAsk)
      signal.throwIfAborted()
      // once off the page's site, a chain of redirects is no longer the site's own
      cookies &&= sendsCookies(address, asker)
      const hopped = { ...job, address, cookies, unkept: asker.isPrivate }
      // the first one is recalled before its turn
      const known = hop > 0 ? await kept.recall(hopped) : undefined
      if (known) return known
      const seen = await host.look(hopped, signal)
      if (seen.state !== 'redirect') return seen
      const next = await redirectFrom(address, cookies, signal)
      if (!next) throw new NotChecked('not-loaded', ['reasonMovedNowhere'])
      if (next.changes) throw changing()
      address = withoutFragment(next.to)
    }
    throw new NotChecked('not-loaded', ['reasonMovedOften', { times: MOST_REDIRECTS }])
  }
  return {
    async recall(picture, asker, signal) {
      // the others carry their pictures
      if (!isOfWeb(picture.address)) return undefined
      const address = withoutFragment(picture.address)
      await refuse(address, asker, mayAsk)
      signal.throwIfAborted()
      return kept.recall({ ...picture, address, cookies: sendsCookies(address, asker) })
    },
    look: (job, asker, signal) =>
      isOfWeb(job.address)
        ? follow(job, asker, signal)
        : (host.look({ ...job, cookies: false, unkept: asker.isPrivate }, signal) as Promise<Looked>),
  }
}

const isOfWeb = (address: string) => /^https?:/i.test(address)

/** Who asks what was asked and isn't answered yet shares the answer: a feed's pictures are of few hosts. */
function sharing<A>(ask: (question: string) => Promise<A>): (question: string) => Promise<A> {
  const open = new Map<string, Promise<A>>()
  return (question) => {
    const asked = open.get(question) ?? ask(question).finally(() => open.delete(question))
    open.set(question, asked)
    return asked
  }
}

/** Servers never see it, and the browser's events don't name it. */
function withoutFragment(address: string): string {
  const url = new URL(address)
  url.hash = ''
  return url.href
}

/** Throws NotChecked where `address` may not be asked; nothing was sent by then. */
export async function refuse(address: string, asker: Asker, mayAsk: LookerOptions['mayAsk']): Promise<void> {
  const { protocol, hostname } = new URL(address)
  if (!/^https?:$/.test(protocol)) throw new NotChecked('not-loaded', ['reasonMovedOff'])
  if (isPrivate(address) && !mayAskPrivate(asker)) {
    throw new NotChecked('private-address', ['reasonPrivate'])
  }
  // a pattern that the browser doesn't take can't have been granted either
  if (await mayAsk(`${protocol}//${hostname}/*`).catch(() => false)) return
  throw new NotChecked('no-access', ['reasonNoAccess', { host: hostname }], hostname)
}
