import * as v from 'valibot'

/** Synced items by key; the browser takes 512 of at most 8,192 bytes each, and 102,400 bytes in all. */
export type Items = Record<string, unknown>

/** UTF-16 units of a part: with its JSON's escapes and its frame it stays below what an item may have. */
const PART = 2500
const MOST_PARTS = 512

/** A part of a field's JSON; `stamp` names the device and the writing, so that parts of two writings never mix. */
const Part = v.object({
  stamp: v.pipe(v.string(), v.maxLength(100)),
  of: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_PARTS)),
  text: v.pipe(v.string(), v.maxLength(8192)),
})

const keyOf = (field: string, i: number) => `${field}.${i}`
export const fieldOf = (key: string) => key.replace(/\.\d+$/, '')

/** A field's value as items: a long list is several. */
export function toItems(field: string, value: unknown, stamp: string): Items {
  const json = JSON.stringify(value)
  const of = Math.ceil(json.length / PART)
  const part = (i: number) => ({ stamp, of, text: json.slice(i * PART, (i + 1) * PART) })
  return Object.fromEntries(Array.from({ length: of }, (_, i) => [keyOf(field, i), part(i)]))
}

/** A field as it came, or what is wrong with it. */
export type Synced = { stamp: string } & ({ value: unknown } | { fault: string })

/** The fields that are there as a whole; one whose parts haven't all come yet is left out. */
export function fromItems(items: Items): Map<string, Synced> {
  const fields = new Set(Object.keys(items).map(fieldOf))
  const found = [...fields].flatMap((field): [string, Synced][] => {
    if (!Object.hasOwn(items, keyOf(field, 0))) return []
    const first = v.safeParse(Part, items[keyOf(field, 0)])
    if (!first.success) return [[field, { stamp: '', fault: first.issues[0].message }]]
    const { stamp, of } = first.output
    const parts = Array.from({ length: of }, (_, i) => items[keyOf(field, i)])
    const isPart = (part: unknown) => v.is(Part, part) && part.stamp === stamp && part.of === of
    if (!parts.every(isPart)) return []
    return [[field, { stamp, ...parsed((parts as v.InferOutput<typeof Part>[]).map(({ text }) => text).join('')) }]]
  })
  return new Map(found)
}

function parsed(json: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(json) }
  } catch (error) {
    return { fault: (error as Error).message }
  }
}

/** Bytes as the browser counts them. */
export function bytesOf(items: Items): number {
  const bytes = (text: string) => new TextEncoder().encode(text).length
  return Object.entries(items).reduce((sum, [key, value]) => sum + bytes(key) + bytes(JSON.stringify(value)), 0)
}
