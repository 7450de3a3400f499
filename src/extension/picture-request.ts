/** Larger pictures aren't checked. */
export const MOST_BYTES = 20_000_000

/** What a page's own request for a picture says, by Chromium 156; some servers choose the format by it. */
const ACCEPT = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'

export interface Wanted {
  address: string
  cookies: boolean
  /** What the browser keeps of it may be another picture. */
  anew?: boolean
  /** The browser may keep nothing of it: a private window shows it, whose cache is another one. */
  unkept?: boolean
}

/** The only request that the extension makes; a redirect is not followed. */
export function requestPicture({ address, cookies, anew, unkept }: Wanted, signal: AbortSignal): Promise<Response> {
  return fetch(address, {
    signal,
    credentials: cookies ? 'include' : 'omit',
    // what cookies were shown must not answer a page that has none: both browsers keep one cache for the extension
    cache: cookies || unkept ? 'no-store' : anew ? 'no-cache' : 'default',
    redirect: 'manual',
    headers: { accept: ACCEPT },
  })
}
