import { MOST_ENTRIES, type Settings, type SiteSettings } from './settings.ts'
import { closeness, type Place, siteName } from './site-name.ts'

/** The settings as they count on one page: `enabled` says whether anything is done there. */
export interface PageSettings extends Omit<Settings, 'sites' | 'allow' | 'block'> {
  /** Every picture is covered until it is revealed, and none judged. */
  coverAll?: boolean
  /** What would be covered is shown, each picture of it with a way to cover it again. */
  revealAll?: boolean
}

/** What a page's pictures meet, from the one that counts where entries are equally close. */
type Treatment = 'leave' | 'cover' | 'judge'

function treatmentOf({ allow, block, sites }: Settings, place: Place): Treatment {
  const switched = Object.entries(sites)
  const rows: [string, Treatment][] = [
    ...allow.map((entry): [string, Treatment] => [entry, 'leave']),
    ...switched.flatMap(([site, { enabled }]): [string, Treatment][] => (enabled === false ? [[site, 'leave']] : [])),
    ...block.map((entry): [string, Treatment] => [entry, 'cover']),
    ...switched.flatMap(([site, { enabled }]): [string, Treatment][] => (enabled === true ? [[site, 'judge']] : [])),
  ]
  let found: { treatment: Treatment; close: number } = { treatment: 'judge', close: 0 }
  for (const [entry, treatment] of rows) {
    const close = closeness(entry, place)
    if (close > found.close) found = { treatment, close }
  }
  return found.treatment
}

/** The settings for a page: those of its site, the closest last, over the ones for everywhere. */
export function settingsFor(settings: Settings, host: string, path = '/'): PageSettings {
  const place = { host, path }
  const { sites, allow, block, ...everywhere } = settings
  const changes = Object.entries(sites)
    .filter(([site]) => closeness(site, place) > 0)
    .sort(([a], [b]) => a.length - b.length)
    .map(([, changes]) => changes)
  const own: SiteSettings = Object.assign({}, ...changes)
  const treatment = treatmentOf(settings, place)
  const merged = { ...everywhere, ...own, ...(own.level && { threshold: null }) }
  const enabled = settings.enabled && treatment !== 'leave'
  if (treatment !== 'cover') return { ...merged, enabled }
  // a label alone covers nothing
  return {
    ...merged,
    enabled,
    coverAll: true,
    coverFirst: 'all',
    effect: merged.effect === 'badge' ? 'blur' : merged.effect,
  }
}

type Sites = Settings['sites']

/** The sites with a change to one of them, which is added where it is new. What is undefined is as everywhere. */
export function withSite(sites: Sites, site: string, change: SiteSettings): Sites {
  const fields = Object.entries({ ...sites[site], ...change }).filter(([, value]) => value !== undefined)
  return { ...sites, [site]: Object.fromEntries(fields) }
}

export function withoutSite(sites: Sites, site: string): Sites {
  return Object.fromEntries(Object.entries(sites).filter(([name]) => name !== site))
}

/** The change that sets something for a page's site, which goes where nothing is otherwise there any more. */
export function changeSite({ sites }: Settings, host: string, change: SiteSettings): Pick<Settings, 'sites'> {
  const name = siteName(host)
  const changed = withSite(sites, name, change)
  return { sites: Object.keys(changed[name]).length === 0 ? withoutSite(changed, name) : changed }
}

/** The change by which nothing is done on a page's site any more: where the list is full, the site is switched off. */
export function allowSite(settings: Settings, place: Place): Partial<Settings> {
  const block = settings.block.filter((entry) => closeness(entry, place) === 0)
  const allow = [...new Set([...settings.allow, siteName(place.host)])]
  if (allow.length > MOST_ENTRIES) return { ...changeSite(settings, place.host, { enabled: false }), block }
  return { allow, block }
}

/** The change that switches a page's site on or off; an entry of the lists that says otherwise for the page goes. */
export function switchSite(settings: Settings, place: Place, on: boolean): Partial<Settings> {
  const others = (list: string[]) => list.filter((entry) => closeness(entry, place) === 0)
  const forget = (before: Settings) => changeSite(before, place.host, { enabled: undefined })
  const say = (before: Settings) => changeSite(before, place.host, { enabled: on })
  const unlist = ({ allow, block }: Settings) => (on ? { allow: others(allow) } : { block: others(block) })
  let changed = settings
  for (const step of on ? [forget, unlist, say] : [forget, say, unlist]) {
    changed = { ...changed, ...step(changed) }
    if (settingsFor({ ...changed, enabled: true }, place.host, place.path).enabled === on) break
  }
  const { sites, allow, block } = changed
  return { sites, allow, block }
}
