import { storage } from '@wxt-dev/storage'
import * as v from 'valibot'
import { LEVELS, type Level } from '../core/model/levels.ts'
import { distinct, MOST_PHRASE, MOST_TOPICS, STRENGTHS, type Topic, tidyPhrase } from '../core/model/topics.ts'
import type { Message } from '../core/say.ts'
import { EFFECTS, type Effect } from './content/cover/stylesheet.ts'
import { inTurn } from './in-turn.ts'
import { type SiteEntry, siteEntry } from './site-name.ts'

/** A post's picture, all of it, or all of it folded to a line. */
export type Unit = 'picture' | 'post' | 'fold'

/** Which pictures are covered before they are judged: all, those with lettering, or none. */
export const COVER_FIRST = ['all', 'lettering', 'none'] as const
export type CoverFirst = (typeof COVER_FIRST)[number]

/** Where the models compute: the best device that is right, or one of them. */
const DEVICE_CHOICES = ['auto', 'webgpu', 'wasm'] as const
export type DeviceChoice = (typeof DEVICE_CHOICES)[number]

/** What is otherwise on a site; what isn't there is as everywhere. */
export interface SiteSettings {
  enabled?: boolean
  /** Counts in the place of a threshold, too. */
  level?: Level
  effect?: Effect
  coverFirst?: CoverFirst
}

/** Defaults; the type and every page's controls follow from them. */
export const defaults = {
  enabled: true,
  /** Covered until judged, also where a first look finds no lettering, or shown until flagged. */
  coverFirst: 'all' as CoverFirst,
  effect: 'blur' as Effect,
  /** What is covered where a post is flagged, where the site's posts are known; elsewhere its picture. */
  unit: 'picture' as Unit,
  /** What happens to a picture that could not be judged, */
  unknown: 'cover' as 'cover' | 'show',
  /** and to one whose text is in another language than is judged. */
  foreign: 'show' as 'cover' | 'show',
  /** What is covered too: ratings of their own, apart from "offensive". */
  symbol: true,
  sexual: false,
  /** What pictures are veiled for that show it, in the user's own words; asks for an installed model. */
  topics: [] as Topic[],
  /** How readily is flagged, */
  level: 'balanced' as Level,
  /** unless from this probability on, whatever there is to judge by. */
  threshold: null as number | null,
  /** Pictures shown smaller than this, in CSS pixels, are left alone. */
  minimumSize: 64,
  /** A covered picture shows while the pointer is on it. */
  revealOnHover: false,
  /** How many pictures were checked and veiled is counted, on this device alone. */
  statistics: true,
  device: 'auto' as DeviceChoice,
  /** By site name (`site-name.ts`), with what is below it; of several the closest counts. */
  sites: {} as Record<string, SiteSettings>,
  /** Sites, or parts of them, on which nothing is done, */
  allow: [] as SiteEntry[],
  /** and on which every picture is covered until it is revealed, and none judged. */
  block: [] as SiteEntry[],
}
export type Settings = typeof defaults

const coverOrShow = v.picklist(['cover', 'show'])
const NO_SITE = 'is no site'
const NO_PHRASE = 'is no phrase'
/** What a list of sites holds; more is not read. */
export const MOST_ENTRIES = 5000
/** Characters of an entry, as it is typed and as it is kept: what is no ASCII gets longer. */
export const MOST_ENTRY = 2000
const Short = v.maxLength<string, number>(MOST_ENTRY)
const Entry = v.pipe(v.string(), Short, v.transform(siteEntry), v.string(NO_SITE), Short)
const Phrase = v.pipe(v.string(), v.transform(tidyPhrase), v.string(NO_PHRASE))
const TopicEntry = v.strictObject({ phrase: Phrase, strength: v.picklist(STRENGTHS) })
const Entries = v.pipe(v.array(Entry), v.maxLength(MOST_ENTRIES))
const SiteName = v.pipe(
  Entry,
  v.check((entry) => !entry.includes('/'), NO_SITE),
)

/** Before it was a choice of three it was on or off. */
const FirstCover = v.union([
  v.picklist(COVER_FIRST),
  v.pipe(
    v.boolean(),
    v.transform((on): CoverFirst => (on ? 'all' : 'none')),
  ),
])

const siteFields = {
  enabled: v.boolean(),
  level: v.picklist(LEVELS),
  effect: v.picklist(EFFECTS),
  coverFirst: FirstCover,
} satisfies { [K in keyof SiteSettings]-?: v.GenericSchema<unknown, SiteSettings[K]> }

/** What each setting may be; also what a file of settings may say of it. */
const fields: { [K in keyof Settings]: v.GenericSchema<unknown, Settings[K]> } = {
  enabled: v.boolean(),
  coverFirst: FirstCover,
  effect: v.picklist(EFFECTS),
  unit: v.picklist(['picture', 'post', 'fold']),
  unknown: coverOrShow,
  foreign: coverOrShow,
  symbol: v.boolean(),
  sexual: v.boolean(),
  topics: v.pipe(v.array(TopicEntry), v.maxLength(MOST_TOPICS), v.transform(distinct)),
  level: v.picklist(LEVELS),
  threshold: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  minimumSize: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2000)),
  revealOnHover: v.boolean(),
  statistics: v.boolean(),
  device: v.picklist(DEVICE_CHOICES),
  sites: v.record(SiteName, v.strictObject(v.partial(v.object(siteFields)).entries)),
  allow: Entries,
  block: Entries,
}
const names = Object.keys(fields) as (keyof Settings)[]

/** What is wrong with one field of a file. */
export interface FieldError {
  /** Its name, with the path to the part of it that is wrong: "sites.example.org.level"; empty for the whole. */
  field: string
  /** Fit to say behind the field. */
  message: Message
}

export function fieldErrors(issues: v.BaseIssue<unknown>[]): FieldError[] {
  return issues.map((issue) => ({ field: v.getDotPath(issue) ?? '', message: faultOf(issue) }))
}

function faultOf({ type, message, expected, received }: v.BaseIssue<unknown>): Message {
  if (message === NO_SITE) return ['fieldNoSite']
  if (message === NO_PHRASE) return ['fieldNoPhrase', { most: MOST_PHRASE }]
  if (type === 'strict_object' && expected === 'never') return ['fieldUnknown']
  if (type === 'strict_object' && received === 'undefined') return ['fieldMissing']
  return ['fieldWrong', { expected: expected ?? message, received }]
}

/**
 * Settings from a file's parsed JSON: an object with any of the settings, where what isn't there has its default. Any
 * error, a name that is no setting's too, refuses it as a whole.
 */
export function parseSettings(json: unknown): { settings: Settings } | { errors: FieldError[] } {
  if (!isRecord(json)) return { errors: [{ field: '', message: ['fileNoSettings'] }] }
  const Whole = v.strictObject(Object.fromEntries(names.map((name) => [name, v.optional(fields[name])])))
  const parsed = v.safeParse(Whole, json)
  if (parsed.success) return { settings: { ...defaults, ...parsed.output } }
  return { errors: fieldErrors(parsed.issues) }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What of stored settings can be used: what is missing or broken has its default, by setting and entry of a list. */
export function readSettings(stored: unknown): Settings {
  if (!isRecord(stored)) return defaults
  return { ...defaults, ...usable(fields, { ...stored, ...readLists(stored) }) }
}

/** The fields of `value` that fit. */
function usable(schemas: Record<string, v.GenericSchema>, value: unknown): object {
  if (!isRecord(value)) return {}
  const fitting = Object.entries(schemas).flatMap(([name, schema]) => {
    const parsed = v.safeParse(schema, Object.hasOwn(value, name) ? value[name] : undefined)
    return parsed.success ? [[name, parsed.output]] : []
  })
  return Object.fromEntries(fitting)
}

type Lists = Pick<Settings, 'sites' | 'allow' | 'block' | 'topics'>

function readLists({ sites, allow, block, topics }: Record<string, unknown>): Lists {
  const entries = (list: unknown) =>
    (Array.isArray(list) ? list.filter((entry) => v.is(Entry, entry)) : []).slice(0, MOST_ENTRIES)
  const named = Object.entries(isRecord(sites) ? sites : {}).filter(([name]) => v.is(SiteName, name))
  return {
    allow: entries(allow),
    block: entries(block),
    topics: readTopics(topics),
    sites: Object.fromEntries(named.map(([name, changes]) => [name, usable(siteFields, changes)])),
  }
}

function readTopics(topics: unknown): Topic[] {
  const parsed = (Array.isArray(topics) ? topics : []).map((topic) => v.safeParse(TopicEntry, topic))
  return distinct(parsed.flatMap(({ success, output }) => (success ? [output] : []))).slice(0, MOST_TOPICS)
}

/** Before, sites had no more than a list of those that are off. */
function toVersion2(stored: unknown): unknown {
  if (!isRecord(stored)) return {}
  const { offSites, ...others } = stored
  const hosts = Array.isArray(offSites) ? offSites : []
  const off = hosts.flatMap((host) => (typeof host === 'string' ? (siteEntry(host) ?? []) : []))
  return { ...others, sites: Object.fromEntries(off.map((site) => [site, { enabled: false }])) }
}

const item = storage.defineItem<unknown>('local:settings', { version: 2, migrations: { 2: toVersion2 } })

/** Stored settings over the defaults, so that a setting added by an update has a value. */
export async function loadSettings(): Promise<Settings> {
  return readSettings(await item.getValue())
}

/** Settings as they are to be, or what makes them of those that are stored by then. */
export type Change = Partial<Settings> | ((before: Settings) => Partial<Settings>)

export function changed(before: Settings, change: Change): Settings {
  return { ...before, ...(typeof change === 'function' ? change(before) : change) }
}

/** One change after the other, so that each builds on the one before, of another window too. Not in content scripts. */
export function changeSettings(change: Change): Promise<void> {
  return inTurn('settings', async () => item.setValue(changed(await loadSettings(), change)))
}

export function watchSettings(onChange: (settings: Settings, before: Settings) => void): () => void {
  return item.watch((value, before) => onChange(readSettings(value), readSettings(before)))
}
