import { UserError } from '../../core/user-error.ts'

const MOST_REDIRECTS = 5
/** Servers take no longer ones, and the rules for robots are matched against every character. */
const LONGEST_ADDRESS = 4096

/** What an address gave: a value, or where else to look. */
export type Seen<T> = { value: T } | { to: string; isPrivate: boolean }

/**
 * What stands at an address, or where it leads to. Only an address that its user named may be of a private network, and
 * those it leads to before a public one is among them: else any page could send us into it. Undefined for a way that
 * is too long; throws UserError where it leads to what is no address.
 */
export async function follow<T>(
  start: URL,
  mayBePrivate: boolean,
  look: (url: URL, mayBePrivate: boolean) => Promise<Seen<T>>,
): Promise<T | undefined> {
  let url = start
  let isPrivate = mayBePrivate
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    const seen = await look(url, isPrivate)
    if ('value' in seen) return seen.value
    isPrivate &&= seen.isPrivate
    url = webAddress(seen.to, url)
  }
}

/** Throws UserError for what is no address of the web. */
export function webAddress(address: string, from?: URL): URL {
  const url = URL.canParse(address, from?.href) ? new URL(address, from) : undefined
  const led = from ? `${from.host} leads on to` : 'there is'
  if (!url || url.href.length > LONGEST_ADDRESS) throw new UserError('missing-picture', `${led} no address to ask`)
  if (!/^https?:$/.test(url.protocol))
    throw new UserError('missing-picture', `${led} an address of ${url.protocol}, and only http and https are asked`)
  return url
}
