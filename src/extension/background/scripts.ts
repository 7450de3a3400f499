import type { Settings } from '../settings.ts'
import { closeness, placeOf } from '../site-name.ts'
import { type PageSettings, settingsFor } from '../site-settings.ts'

/** A script or stylesheet as it is registered. */
interface Script {
  id: string
  js?: string[]
  css?: string[]
  matches: string[]
  excludeMatches: string[]
  runAt: 'document_start'
  allFrames: true
  matchOriginAsFallback: true
  world?: 'MAIN'
  cssOrigin?: 'user'
}

/** An IPv6 address has nothing below it. */
const patternsOf = (sites: string[]) =>
  sites.flatMap((site) => [`*://${site}/*`, ...(site.startsWith('[') ? [] : [`*://*.${site}/*`])])

/** All places that the settings say something of. */
const namedIn = ({ sites, allow, block }: Settings) => [...new Set([...Object.keys(sites), ...allow, ...block])]

function on(settings: Settings, entry: string): PageSettings {
  const { host, path } = placeOf(entry)
  return settingsFor({ ...settings, enabled: true }, host, path)
}

/** Sites for all of which, parts and subdomains too, `fits` is true. */
function sitesWhere(settings: Settings, fits: (there: PageSettings) => boolean): string[] {
  const named = namedIn(settings)
  const others = named.filter((entry) => !fits(on(settings, entry)))
  const isWhole = (site: string) => others.every((entry) => closeness(site, placeOf(entry)) === 0)
  return named.filter((entry) => !entry.includes('/') && isWhole(entry))
}

const isOff = ({ enabled }: PageSettings) => !enabled
const coversFirst = ({ coverFirst, effect }: PageSettings) => coverFirst !== 'none' && effect !== 'badge'

/**
 * What runs on which pages: neither script nor stylesheet where a site is off, and no stylesheet where pictures show
 * until they are flagged. Where it is otherwise in a part of a site, the script sees to it once it runs.
 * @param granted patterns of the hosts that the extension may run on
 */
export function scriptsFor(settings: Settings, granted: string[], isFirefox: boolean): Script[] {
  const off = patternsOf(sitesWhere(settings, isOff))
  const shared = {
    matches: granted,
    excludeMatches: off,
    runAt: 'document_start' as const,
    allFrames: true as const,
    // frames that a page writes itself: about:blank, srcdoc, blob: and data:
    matchOriginAsFallback: true as const,
  }
  const coversEverywhere = coversFirst(settings)
  const others = patternsOf(sitesWhere(settings, (there) => !isOff(there) && coversFirst(there) !== coversEverywhere))
  const where = coversEverywhere ? { ...shared, excludeMatches: [...off, ...others] } : { ...shared, matches: others }
  const first: Script = { id: 'first', css: ['first.css'], ...where, ...(isFirefox && { cssOrigin: 'user' }) }
  const content: Script = { id: 'content', js: ['content.js'], ...shared }
  const page: Script = { id: 'page', js: ['page.js'], world: 'MAIN', ...shared }
  return [...(isFirefox ? [] : [page]), content, ...(where.matches.length > 0 ? [first] : [])]
}
