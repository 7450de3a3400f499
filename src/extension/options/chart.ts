import { dayOf, OTHER_SITES, type Statistics } from '../statistics.ts'

/** What is counted of a day or a site. */
export interface Row {
  name: string
  checked: number
  veiled: number
}

function sum(name: string, rows: Omit<Row, 'name'>[]): Row {
  const of = (field: 'checked' | 'veiled') => rows.reduce((total, row) => total + row[field], 0)
  return { name, checked: of('checked'), veiled: of('veiled') }
}

/** The last `count` days, up to the one of `now` and those without anything included, the earliest first. */
export function byDay({ days }: Statistics, count: number, now: Date): Row[] {
  return Array.from({ length: count }, (_, i) => {
    const noon = new Date(now.getFullYear(), now.getMonth(), now.getDate() - (count - 1 - i), 12)
    const day = dayOf(noon)
    return sum(day, Object.values(days[day] ?? {}))
  })
}

/** The `most` sites with the most pictures of all days kept, the first first, and all others as one at the end. */
export function bySite({ days }: Statistics, most: number): Row[] {
  const found = new Map<string, Omit<Row, 'name'>[]>()
  for (const [site, counts] of Object.values(days).flatMap((day) => Object.entries(day))) {
    found.set(site, [...(found.get(site) ?? []), counts])
  }
  const named = [...found].filter(([site]) => site !== OTHER_SITES).map(([site, counts]) => sum(site, counts))
  const sorted = named.sort((a, b) => b.checked - a.checked || a.name.localeCompare(b.name))
  const rest = [...sorted.slice(most), ...(found.get(OTHER_SITES) ?? [])]
  return rest.length === 0 ? sorted : [...sorted.slice(0, most), sum(OTHER_SITES, rest)]
}

/** How high the axis goes for these rows: 1, 2 or 5 times a power of ten, not below the highest; 1 at least. */
export function axisTop(rows: Row[]): number {
  const most = Math.max(1, ...rows.map(({ checked }) => checked))
  const power = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 5, 10].map((step) => step * power).find((top) => top >= most) ?? most
}
