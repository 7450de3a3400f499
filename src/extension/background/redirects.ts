import browser from 'webextension-polyfill'
import { type Headers, mayChange } from '../http-freshness.ts'
import { within } from '../within.ts'

export interface Redirect {
  to: string
  /** Whether the server says that it may lead elsewhere next time. */
  changes: boolean
}

/** Where the redirects lead that the extension's own requests met. */
export interface Redirects {
  /** Looks on while `work` runs. */
  during<T>(work: () => Promise<T>): Promise<T>
  /** The redirect from `address`; undefined where none was seen. */
  from(address: string): Promise<Redirect | undefined>
}

/** A redirect is seen before its response ends, but by another process. */
const WAIT_MS = 1000

/**
 * `redirect: 'manual'` hides where a redirect leads, and 'follow' goes there unasked, so it is read from the requests'
 * headers as they pass. Chromium 156 reports it by both events, Firefox 153 by the headers alone; Chromium's upgrade to
 * https for hosts that want it, by onBeforeRedirect alone. Listens only while a picture is fetched: a listener wakes a
 * worker that is idle.
 */
export function createRedirects(): Redirects {
  const seen = new Map<string, Redirect>()
  const waiting = new Map<string, (redirect: Redirect) => void>()
  let works = 0
  const note = (address: string, redirect: Redirect) => {
    seen.set(address, redirect)
    waiting.get(address)?.(redirect)
  }
  const listeners = createListeners(note)
  return {
    async during(work) {
      if (works++ === 0) listeners.add()
      try {
        return await work()
      } finally {
        if (--works === 0) {
          listeners.remove()
          seen.clear()
        }
      }
    },
    async from(address) {
      const known = seen.get(address)
      if (known) return known
      const coming = new Promise<Redirect>((resolve) => waiting.set(address, resolve))
      return within(WAIT_MS, coming, () => undefined).finally(() => waiting.delete(address))
    },
  }
}

type Details = browser.WebRequest.OnHeadersReceivedDetailsType & { initiator?: string }

/** Events of the extension's own requests: they belong to no tab. */
function createListeners(note: (address: string, redirect: Redirect) => void) {
  const { onHeadersReceived, onBeforeRedirect } = browser.webRequest
  const filter = { urls: ['http://*/*', 'https://*/*'], types: ['xmlhttprequest' as const], tabId: -1 }
  const told = (details: Details, to: string | undefined) => {
    const ours = (details.initiator ?? details.originUrl ?? '').startsWith(location.origin)
    if (!ours || to === undefined || !URL.canParse(to, details.url)) return
    const headers = headersOf(details)
    note(details.url, { to: new URL(to, details.url).href, changes: mayChange(headers) })
  }
  const onHeaders = (details: Details) => {
    if (details.statusCode >= 300 && details.statusCode < 400) told(details, headersOf(details).location)
  }
  const onRedirect = (details: browser.WebRequest.OnBeforeRedirectDetailsType) =>
    told(details as unknown as Details, details.redirectUrl)
  return {
    add() {
      onHeadersReceived.addListener(onHeaders, filter, ['responseHeaders'])
      onBeforeRedirect.addListener(onRedirect, filter, ['responseHeaders'])
    },
    remove() {
      onHeadersReceived.removeListener(onHeaders)
      onBeforeRedirect.removeListener(onRedirect)
    },
  }
}

function headersOf({ responseHeaders = [] }: Details): Headers {
  return Object.fromEntries(responseHeaders.map(({ name, value }) => [name.toLowerCase(), value ?? '']))
}
