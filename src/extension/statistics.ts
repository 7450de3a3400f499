import { storage } from '@wxt-dev/storage'
import * as v from 'valibot'

const Count = v.pipe(v.number(), v.integer(), v.minValue(0))
const Counts = v.object({ checked: Count, veiled: Count })
const Statistics = v.object({
  total: Counts,
  /** By day of the device's own calendar ("2026-11-26"), and there by site name. */
  days: v.record(v.pipe(v.string(), v.isoDate()), v.record(v.string(), Counts)),
})
type Counts = v.InferOutput<typeof Counts>
export type Statistics = v.InferOutput<typeof Statistics>

/** How many pictures were checked, and veiled for it. */
export interface Added extends Counts {
  day: string
  site: string
}

/** Older days count in the total alone. */
export const MOST_DAYS = 400
/** Of a day's further sites only their number together is kept. */
export const MOST_SITES = 50
export const OTHER_SITES = 'other sites'

const none: Statistics = { total: { checked: 0, veiled: 0 }, days: {} }
const item = storage.defineItem<unknown>('local:statistics')

const plus = (a: Counts | undefined, b: Counts): Counts => ({
  checked: (a?.checked ?? 0) + b.checked,
  veiled: (a?.veiled ?? 0) + b.veiled,
})

/** The statistics with more in them; bounded in days and in sites of a day. */
export function addTo({ total, days }: Statistics, { day, site, ...counts }: Added): Statistics {
  const sites = days[day] ?? {}
  const name = site in sites || Object.keys(sites).length < MOST_SITES ? site : OTHER_SITES
  const all = { ...days, [day]: { ...sites, [name]: plus(sites[name], counts) } }
  const kept = Object.keys(all).sort().slice(-MOST_DAYS)
  return { total: plus(total, counts), days: Object.fromEntries(kept.map((day) => [day, all[day]])) }
}

/** The day of a time, by the device's own calendar. */
export function dayOf(time: Date): string {
  const [month, day] = [time.getMonth() + 1, time.getDate()].map((part) => String(part).padStart(2, '0'))
  return `${time.getFullYear()}-${month}-${day}`
}

/** What is broken in the store is forgotten. */
export async function loadStatistics(): Promise<Statistics> {
  const stored = v.safeParse(Statistics, await item.getValue())
  return stored.success ? stored.output : none
}

/** In one write. */
export async function addStatistics(added: Added[]): Promise<void> {
  await item.setValue(added.reduce(addTo, await loadStatistics()))
}

export function clearStatistics(): Promise<void> {
  return item.removeValue()
}
