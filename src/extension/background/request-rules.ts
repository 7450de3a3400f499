import ipaddr from 'ipaddr.js'
import { getDomain } from 'tldts'
import type browser from 'webextension-polyfill'
import { isPrivateIp } from '../../core/private-address.ts'

/** The page that shows a picture: origins, null where they are hidden or there is no page. */
export interface Asker {
  top: string | null
  frame: string | null
  /** Whether it has the cookies that the extension's own requests carry. */
  sharesCookies: boolean
  /** Whether it is in a private window, of which nothing is kept. */
  isPrivate?: boolean
}

type Sender = browser.Runtime.MessageSender & { /** Not in the types yet. */ origin?: string }

/** What is checked by hand is asked for as if its address had been opened: by its own site, and without cookies. */
export function byHand(address: string | undefined): Asker {
  const own = originOf(address)
  return { top: own, frame: own, sharesCookies: false }
}

/** Who asked. Private windows and containers have cookies of their own, and the extension's requests not those. */
export function askerOf({ frameId, url, origin, tab }: Sender): Asker {
  const frame = originOf(origin) ?? originOf(url)
  const store = tab?.cookieStoreId ?? 'firefox-default'
  return {
    top: frameId === 0 ? frame : originOf(tab?.url),
    frame,
    sharesCookies: tab !== undefined && !tab.incognito && (store === 'firefox-default' || store === '0'),
    ...(tab?.incognito && { isPrivate: true }),
  }
}

function originOf(address: string | undefined): string | null {
  if (address === undefined || !URL.canParse(address)) return null
  const { origin } = new URL(address)
  return /^https?:/.test(origin) ? origin : null
}

/** Scheme and registrable domain; a host that has none (an IP address, a public suffix) is a site by itself. */
function siteOf(address: string): string {
  const { protocol, hostname } = new URL(address)
  return `${protocol}//${getDomain(hostname, { allowPrivateDomains: true }) ?? hostname}`
}

/** Cookies go along only to the site of the page, that of the top frame and that of the frame that asks. */
export function sendsCookies(address: string, { top, frame, sharesCookies }: Asker): boolean {
  if (!sharesCookies || top === null || frame === null) return false
  return siteOf(top) === siteOf(address) && siteOf(frame) === siteOf(address)
}

/** Names that lead into a private network: RFC 6761, 6762 and 8375, ICANN's "internal", and what home routers use. */
const PRIVATE_NAME = /\.(localhost|local|internal|home\.arpa|lan)$/

/** Whether the host is this machine or its network by its name. What a public name resolves to can't be seen. */
export function isPrivate(address: string): boolean {
  // the URL parser has made one form of decimal, octal, hexadecimal and shortened IPv4 addresses
  const host = new URL(address).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  return ipaddr.isValid(host) ? isPrivateIp(host) : !host.includes('.') || PRIVATE_NAME.test(host)
}

/** Only a page of a private network, in a frame of one, may have its addresses asked. */
export function mayAskPrivate({ top, frame }: Asker): boolean {
  return top !== null && frame !== null && isPrivate(top) && isPrivate(frame)
}
