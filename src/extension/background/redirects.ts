import browser from 'webextension-polyfill'
import { type Headers, mayChange } from '../http-freshness.ts'
import { requestPicture } from '../picture-request.ts'
import { within } from '../within.ts'

export interface Redirect {
  to: string
  /** Whether the server says that it may lead elsewhere next time. */
  changes: boolean
}

/** Longer than a server may take for a redirect's few bytes. */
const REQUEST_MS = 10_000
/** The event comes from another process than the response. */
const EVENT_MS = 1000

/**
 * Where a redirect leads; undefined where that can't be seen. `redirect: 'manual'` hides it and 'follow' goes there
 * unasked, so the address is asked once more from here, where the browser's events tell what its answer said. The
 * engine's own request can't be looked at: Chromium 156 reports none of a cross-origin isolated document, which the
 * engine needs for its threads. Listens for that one request only: a listener that stays wakes an idle worker.
 */
export async function redirectFrom(
  address: string,
  cookies: boolean,
  signal: AbortSignal,
): Promise<Redirect | undefined> {
  let tell: (redirect: Redirect) => void = () => {}
  const told = new Promise<Redirect>((resolve) => {
    tell = resolve
  })
  const stop = listen(address, tell)
  try {
    const response = await requestPicture(
      { address, cookies },
      AbortSignal.any([signal, AbortSignal.timeout(REQUEST_MS)]),
    )
    await response.body?.cancel()
    return response.type === 'opaqueredirect' ? await within(EVENT_MS, told, () => undefined) : undefined
  } catch {
    return undefined
  } finally {
    stop()
  }
}

type Details = browser.WebRequest.OnHeadersReceivedDetailsType & { initiator?: string }

/**
 * Chromium 156 reports a redirect by both events, Firefox 153 by the headers alone; Chromium's upgrade to https, for
 * hosts that want it, has no headers.
 */
function listen(address: string, tell: (redirect: Redirect) => void): () => void {
  const { onHeadersReceived, onBeforeRedirect } = browser.webRequest
  // the extension's own requests belong to no tab
  const filter = { urls: ['http://*/*', 'https://*/*'], types: ['xmlhttprequest' as const], tabId: -1 }
  const note = (details: Details, to: string | undefined) => {
    const ours = (details.initiator ?? details.originUrl ?? '').startsWith(location.origin)
    if (!ours || details.url !== address || to === undefined || !URL.canParse(to, address)) return
    tell({ to: new URL(to, address).href, changes: mayChange(headersOf(details)) })
  }
  const onHeaders = (details: Details) => {
    if (details.statusCode >= 300 && details.statusCode < 400) note(details, headersOf(details).location)
  }
  const onRedirect = (details: browser.WebRequest.OnBeforeRedirectDetailsType) =>
    note(details as unknown as Details, details.redirectUrl)
  onHeadersReceived.addListener(onHeaders, filter, ['responseHeaders'])
  onBeforeRedirect.addListener(onRedirect, filter, ['responseHeaders'])
  return () => {
    onHeadersReceived.removeListener(onHeaders)
    onBeforeRedirect.removeListener(onRedirect)
  }
}

function headersOf({ responseHeaders = [] }: Details): Headers {
  return Object.fromEntries(responseHeaders.map(({ name, value }) => [name.toLowerCase(), value ?? '']))
}
