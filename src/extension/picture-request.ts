/** Larger pictures aren't checked. */
export const MOST_BYTES = 20_000_000

/** What a page's own request for a picture says, by Chromium 156; some servers choose the format by it. */
const ACCEPT = 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'

/** The only request that the extension makes; a redirect is not followed. */
export function requestPicture(address: string, cookies: boolean, signal: AbortSignal): Promise<Response> {
  return fetch(address, {
    signal,
    // what cookies were shown must not answer a page that has none: both browsers keep one cache for the extension
    ...(cookies ? { credentials: 'include', cache: 'no-store' } : { credentials: 'omit', cache: 'default' }),
    redirect: 'manual',
    headers: { accept: ACCEPT },
  })
}
