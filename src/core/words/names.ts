/** A user name, but not the one that stands for all of them in collections of posts. */
const HANDLE = /(?<![\p{L}\p{N}])@(?!user\b)[\p{L}\p{N}_.]{2,}/giu
/** How a site's name ends. */
const TOP_LEVEL = '\\.(?:com?|net|org|me|tv|io|ly|co\\.uk)'
/** A site's name, and where in it, as a pattern's source. */
export const SITE_NAME = `[\\p{L}\\p{N}-]{3,}${TOP_LEVEL}(?:/\\S*)?`
const SITE = `(?<![\\p{L}\\p{N}@/.-])(?:www\\.)?${SITE_NAME}`
const NAME = new RegExp(`${HANDLE.source}|${SITE}`, 'giu')
/** What says nothing in a site's name. */
const SITES_OWN = new RegExp(`^www\\.|${TOP_LEVEL}(?![\\p{L}\\p{N}])`, 'giu')
/** Where a name's words part: thisWay, this_way, this-way, this.way, this/way, way2. */
const SEAM = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\p{N})|(?<=\p{N})(?=\p{L})|[_.\-/@]+/gu

/** The user names and sites in a text; empty where there is none. */
export function namesIn(text: string): string {
  return (text.match(NAME) ?? []).join(' ')
}

/**
 * A text in which user names and the names of sites are words ("@SendThemBack" is "Send Them Back"), for whoever hides
 * a sentence in one; null where there is none.
 */
export function namesAsWords(text: string): string | null {
  const said = text.replace(NAME, (name) => name.replace(SITES_OWN, '').replace(SEAM, ' ').trim())
  return said === text ? null : said
}
