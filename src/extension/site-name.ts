/** What sites are kept by: the host without `www.`, which stands for its subdomains too. */
export function siteName(host: string): string {
  return host
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^www\./, '')
}

/** A site, or a part of one by the beginning of its path: "example.org", "example.org/art". */
export type SiteEntry = string

/** The entry for what a person typed or pasted: a host, an address, `*.example.org`; null where it is none of them. */
export function siteEntry(text: string): SiteEntry | null {
  const typed = text.trim().replace(/^\*\./, '')
  const address = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`
  if (!URL.canParse(address)) return null
  const { protocol, hostname, pathname } = new URL(address)
  const site = siteName(hostname)
  // Chromium writes a space in a host as %20
  return /^https?:$/.test(protocol) && site !== '' && !site.includes('%') ? site + pathname.replace(/\/+$/, '') : null
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
