/** Pictures larger than this aren't fetched to the end. */
const MOST_BYTES = 20_000_000

/** Fetches a picture as the page would. Throws an error whose message is fit to show after "the picture". */
export async function fetchPicture(address: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  let response: globalThis.Response
  try {
    response = await fetch(address, { signal, cache: 'force-cache', credentials: 'include' })
  } catch (error) {
    signal.throwIfAborted()
    throw new Error(`could not be loaded: ${(error as Error).message}`)
  }
  if (!response.ok) throw new Error(`could not be loaded: the site answered ${response.status}`)
  if (Number(response.headers.get('content-length')) > MOST_BYTES) throw new Error('is too large to check')
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > MOST_BYTES) throw new Error('is too large to check')
  return bytes
}
