/** What sites are kept by: the host without `www.`, which stands for its subdomains too. "www.de" is a site itself. */
export function siteName(host: string): string {
  return host
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^www\.(?=[^.]+\.)/, '')
}

/** A site, or a part of one by the beginning of its path: "example.org", "example.org/art". */
export type SiteEntry = string

/** Names with dots between them, or an IPv6 address; browsers' own parsers take more for a host, each other things. */
const HOST = /^(?:[\p{L}\p{M}\p{N}_-]+(?:\.[\p{L}\p{M}\p{N}_-]+)*\.?|\[[\da-f:.]+\])$/iu

/**
 * The entry for what a person typed or pasted: a host, an address, or a pattern as other extensions have them, such as
 * `*://*.example.org/art/*`; null where it is none of them.
 */
export function siteEntry(text: string): SiteEntry | null {
  const [, scheme = 'https', rest] = /^(?:([a-z][a-z\d+.-]*|\*):\/\/)?(.*)$/is.exec(text.trim()) ?? []
  const typed = rest.replace(/^\*\./, '').replace(/\/\*$/, '')
  const [, host = ''] = /^(?:[^/?#]*@)?([^/?#]*?)(?::\d+)?(?:[/?#]|$)/.exec(typed) ?? []
  const address = `${scheme === '*' ? 'https' : scheme}://${typed}`
  if (!HOST.test(host) || !/^https?:/i.test(address) || !URL.canParse(address)) return null
  const { hostname, pathname } = new URL(address)
  return siteName(hostname) + pathname.replace(/\/+$/, '')
}

/** Where a page is. Frames are of the page that holds them. */
export interface Place {
  host: string
  path: string
}

/** The place of a page's address. */
export function placeAt(address: string): Place {
  const { hostname, pathname } = new URL(address)
  return { host: hostname, path: pathname }
}

/** The place that an entry names: all of it that begins with this path. */
export function placeOf(entry: SiteEntry): Place {
  const slash = entry.indexOf('/')
  return slash < 0 ? { host: entry, path: '' } : { host: entry.slice(0, slash), path: entry.slice(slash) }
}

/**
 * How closely an entry names a place, or 0 where it doesn't: a longer host goes before a longer path. "/art" begins
 * "/art/new", and not "/artist".
 */
export function closeness(entry: SiteEntry, { host, path }: Place): number {
  const { host: site, path: start } = placeOf(entry)
  const name = siteName(host)
  if (name !== site && !name.endsWith(`.${site}`)) return 0
  if (path !== start && !path.startsWith(`${start}/`)) return 0
  return site.length * 10_000 + start.length
}
