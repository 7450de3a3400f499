import CachePolicy from 'http-cache-semantics'

/** Response headers by their lower-case names. */
export type Headers = Record<string, string>

/** A private cache that trusts what is said alone: no lifetime is guessed from a picture's age (RFC 9111, 4.2.2). */
const OPTIONS = { shared: false, cacheHeuristic: 0, immutableMinTimeToLive: 0 }

/** Milliseconds for which the response that came now stands for its address (RFC 9111, 4.2); 0 where it doesn't say. */
export function freshMs(headers: Headers): number {
  const policy = new CachePolicy({ headers: {} }, { status: 200, headers }, OPTIONS)
  // its own time to live would count the time in which stale responses may be used, too
  return Math.max(0, policy.maxAge() - policy.age()) * 1000
}

/**
 * Whether the next answer from this address may be another one by what the server says: it must not be kept, or is
 * stale at once and nothing names its version.
 */
export function mayChange(headers: Headers): boolean {
  const control = `${headers['cache-control'] ?? ''},${headers.pragma ?? ''}`.toLowerCase()
  if (control.includes('no-store') || headers.vary?.trim() === '*') return true
  const told = /no-cache|max-age/.test(control) || headers.expires !== undefined
  return told && !headers.etag && !headers['last-modified'] && freshMs(headers) === 0
}
