import browser from 'webextension-polyfill'
import { oneByOne } from '../one-by-one.ts'
import {
  changeSettings,
  defaults,
  type FieldError,
  loadSettings,
  parseSettings,
  type Settings,
  watchSettings,
} from '../settings.ts'
import { bytesOf, fieldOf, fromItems, type Items, type Synced, toItems } from './items.ts'
import { loadSync, tellProblem, unsent, watchSync } from './sync-state.ts'

/** Of all items together, in bytes (https://developer.chrome.com/docs/extensions/reference/api/storage#sync). */
export const MOST_BYTES = 102_400

type Field = keyof Settings
/**
 * Each device has a graphics card of its own; and topics tell what somebody is afraid of or hates, which whoever can
 * read the browser's account would learn.
 */
const OF_A_DEVICE: readonly string[] = ['device', 'topics'] satisfies Field[]
const isShared = (field: string) => !OF_A_DEVICE.includes(field)
const FIELDS = (Object.keys(defaults) as Field[]).filter(isShared)
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/**
 * Keeps settings the same on all devices of the browser's profile that switched it on. Field by field the last one to
 * write wins. A device that joins takes what is there, and gives what isn't.
 */
export function startSync(): void {
  const inTurn = oneByOne()
  const whereOn = (work: (device: string) => Promise<unknown>) =>
    inTurn(async () => {
      const { on, device, problem } = await loadSync()
      if (on) await work(device).catch((error) => tellFailed(error, unsent(problem)))
    })
  watchSync(({ on }, before) => {
    if (on && !before?.on) void whereOn(join)
  })
  watchSettings((settings, before) => {
    void whereOn((device) => give(settings, changedFields(settings, before), device))
  })
  browser.storage.onChanged.addListener((changes, area) => {
    if (area !== 'sync') return
    void whereOn((device) => take(new Set(Object.keys(changes).map(fieldOf)), device))
    void inTurn(takeBack)
  })
  void inTurn(takeBack)
}

/** Topics were synced before; also where it is switched off by now they may still be with the account. */
async function takeBack(): Promise<void> {
  try {
    const keys = Object.keys(await readItems()).filter((key) => !isShared(fieldOf(key)))
    if (keys.length > 0) await browser.storage.sync.remove(keys)
  } catch (error) {
    console.warn('What older versions synced of topics can not be removed:', error)
  }
}

const tellFailed = ({ message }: Error, fields: Field[]) => tellProblem({ kind: 'failed', message, fields })

const changedFields = (settings: Settings, before: Settings) =>
  FIELDS.filter((field) => !isSame(settings[field], before[field]))

async function join(device: string): Promise<void> {
  const there = fromItems(await readItems())
  if (!(await take(new Set(there.keys())))) return
  const missing = FIELDS.filter((field) => !there.has(field))
  await give(await loadSettings(), missing, device)
}

const givenBy = (synced?: Synced) => (synced && 'value' in synced ? synced.value : undefined)
const readItems = (): Promise<Items> => browser.storage.sync.get(null)

/** Writes fields that read otherwise there for the other devices, also those that could not be given before. */
async function give(settings: Settings, fields: Field[], device: string): Promise<void> {
  const { problem } = await loadSync()
  const items = await readItems()
  const there = fromItems(items)
  const open = new Set([...fields, ...unsent(problem)].filter(isShared))
  const changed = [...open].filter((field) => !isSame(givenBy(there.get(field)), settings[field]))
  const { given, tooLong } = fitting(items, settings, changed, `${device} ${crypto.randomUUID()}`)
  const fieldsGiven = new Set(Object.keys(given).map(fieldOf))
  const gone = Object.keys(items).filter((key) => fieldsGiven.has(fieldOf(key)) && !(key in given))
  try {
    if (fieldsGiven.size > 0) await browser.storage.sync.set(given)
    if (gone.length > 0) await browser.storage.sync.remove(gone)
  } catch (error) {
    return tellFailed(error as Error, changed)
  }
  await tellProblem(tooLong.length > 0 ? { kind: 'too-long', fields: tooLong } : null)
}

/** Items of the fields that fit beside what is there, the shortest first. */
function fitting(items: Items, settings: Settings, fields: Field[], stamp: string) {
  const all = fields.map((field) => ({ field, own: toItems(field, settings[field], stamp) }))
  const others = Object.entries(items).filter(([key]) => !fields.some((field) => field === fieldOf(key)))
  let left = MOST_BYTES - bytesOf(Object.fromEntries(others))
  const given: Items = {}
  const tooLong: Field[] = []
  for (const { field, own } of all.sort((a, b) => bytesOf(a.own) - bytesOf(b.own))) {
    const bytes = bytesOf(own)
    if (bytes > left) tooLong.push(field)
    else {
      left -= bytes
      Object.assign(given, own)
    }
  }
  return { given, tooLong }
}

/** Takes over fields that another device than `own` wrote; false, and none is taken, where one of them is wrong. */
async function take(fields: Set<string>, own?: string): Promise<boolean> {
  const isOwn = (stamp: string) => own !== undefined && stamp.startsWith(own)
  const isWanted = (field: string) => fields.has(field) && isShared(field)
  const there = [...fromItems(await readItems())].filter(([field, { stamp }]) => isWanted(field) && !isOwn(stamp))
  if (there.length === 0) return true
  const broken = there.flatMap(([field, synced]): FieldError[] =>
    'fault' in synced ? [{ field, message: ['fileNoJson', { detail: synced.fault }] }] : [],
  )
  const values = Object.fromEntries(there.map(([field, synced]) => [field, givenBy(synced)]))
  const parsed = parseSettings(values)
  const errors = 'errors' in parsed ? parsed.errors : broken
  if ('errors' in parsed || errors.length > 0) {
    await tellProblem({ kind: 'refused', errors })
    return false
  }
  const taken = Object.entries(parsed.settings).filter(([field]) => Object.hasOwn(values, field))
  await changeSettings(Object.fromEntries(taken))
  const { problem } = await loadSync()
  const open = unsent(problem).filter((field) => !fields.has(field))
  if (!problem || problem.kind === 'refused' || open.length === 0) await tellProblem(null)
  else await tellProblem({ ...problem, fields: open })
  return true
}
