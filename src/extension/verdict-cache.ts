import type { DBSchema, IDBPDatabase } from 'idb'
import type { Judge } from '../core/corrections/corrected-head.ts'
import type { Stages, Verdict } from '../core/decide.ts'
import type { ModelName } from '../core/model/head.ts'
import { READING_VERSION } from '../core/reading/reading.ts'
import { rejudge } from '../core/rejudge.ts'
import { sha256 } from '../core/sha256.ts'
import { type Asked, withTopics } from '../core/topic-model.ts'
import { close, createDatabase, unlessLost } from './database.ts'

interface Entry {
  verdict: Verdict
  at: number
  /** The name stands for the picture until then; for good where it is missing. */
  until?: number
}

interface Schema extends DBSchema {
  verdicts: { key: string; value: Entry; indexes: { at: number } }
}

const DAYS = 30

/** What a picture is known by: the hash of its bytes or pixels, or for a time its address. Times as of `Date.now`. */
export interface Name {
  name: string
  until?: number
}

/** Signed in, an address may show another picture than to everybody. */
export function nameOfAddress(address: string, cookies: boolean, background: string | undefined): string {
  return onGround(background, cookies ? `with cookies ${address}` : address)
}

export async function nameOfBytes(bytes: Uint8Array<ArrayBuffer>, background: string | undefined): Promise<string> {
  return onGround(background, `bytes:${await sha256(bytes)}`)
}

/** What is transparent shows another picture on another ground (#rrggbb). */
function onGround(background: string | undefined, name: string): string {
  return background ? `on ${background} ${name}` : name
}

/** Verdicts kept on the device by names of pictures. */
export interface VerdictCache {
  /**
   * What is kept under each name, all read in one transaction, as `judge` has it: what another head said is judged
   * again from what was kept of it, or else not known. A verdict without something that is `asked` won't do, unless it
   * can be had from what was kept.
   */
  recall(names: string[], judge: Judge, asked: Asked): Promise<(Verdict | undefined)[]>
  remember(names: Name[], verdict: Verdict): Promise<void>
  /** How many names are kept; null where the browser keeps nothing. */
  size(): Promise<number | null>
  /** Milliseconds by stage of the verdicts that were kept last, the newest first, at most `count`. */
  latestTimes(count: number): Promise<Stages[]>
  /** Forgets every verdict. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** 5,000 pictures by their three names. */
const MOST = 15_000

/** Keeps at most `most` names; the oldest go first. */
export function createVerdictCache(most = MOST): VerdictCache {
  const database = createDatabase<Schema>('verdicts', 5, (db, before) => {
    // version 1 trusted addresses for thirty days, 2 knew one rating, 3 kept nothing to judge again, 4 no topics
    if (before > 0) db.deleteObjectStore('verdicts')
    db.createObjectStore('verdicts').createIndex('at', 'at')
  })
  const recall: VerdictCache['recall'] = async (names, judge, asked) => {
    const db = await database.get()
    const { store, done } = db.transaction('verdicts')
    const keys = names.map((name) => keyOf(name, judge.model))
    const [found] = await Promise.all([Promise.all(keys.map((key) => store.get(key))), done])
    async function asAsked(entry: Entry | undefined, key: string): Promise<Verdict | undefined> {
      const verdict = entry && stillCounts(entry) ? await withTopics(entry.verdict, asked) : undefined
      // scored once, it needn't be again
      if (verdict && verdict !== entry?.verdict) await db.put('verdicts', { ...entry, verdict } as Entry, key)
      return verdict && rejudge(verdict, judge)
    }
    return Promise.all(found.map((entry, i) => asAsked(entry, keys[i])))
  }
  return {
    recall: (names, judge, asked) =>
      unlessLost(
        'Verdicts can not be recalled',
        () => recall(names, judge, asked),
        names.map(() => undefined),
      ),
    remember: (names, verdict) =>
      unlessLost('A verdict is not kept', async () => write(await database.get(), names, verdict, most), undefined),
    size: () =>
      unlessLost<number | null>('Nothing is kept', async () => (await database.get()).count('verdicts'), null),
    latestTimes: (count) => unlessLost('No times are kept', async () => readTimes(await database.get(), count), []),
    clear: async () => (await database.get()).clear('verdicts'),
    close: () => close(database),
  }
}

function stillCounts({ at, until = Infinity }: Entry): boolean {
  const now = Date.now()
  // what is from the future was kept before the clock was set back: nobody knows how old it is
  return at >= now - DAYS * 86_400_000 && at <= now && until > now
}

/** Another model's or another way of reading's verdict is another verdict; another head judges again. */
function keyOf(name: string, model: ModelName): string {
  return `${model.id}@${model.version}/${READING_VERSION} ${name}`
}

/** A picture's names share its verdict, and a verdict that was recalled is kept anew: the same times are told once. */
async function readTimes(db: IDBPDatabase<Schema>, count: number): Promise<Stages[]> {
  const found = new Map<string, Stages>()
  const newestFirst = db.transaction('verdicts').store.index('at').iterate(null, 'prev')
  for await (const { value } of newestFirst) {
    found.set(JSON.stringify(value.verdict.ms), value.verdict.ms)
    if (found.size === count) break
  }
  return [...found.values()]
}

async function write(db: IDBPDatabase<Schema>, names: Name[], verdict: Verdict, most: number): Promise<void> {
  const transaction = db.transaction('verdicts', 'readwrite')
  const at = Date.now()
  for (const { name, until } of names) {
    transaction.store.put({ verdict, at, ...(until !== undefined && { until }) }, keyOf(name, verdict.model))
  }
  let excess = (await transaction.store.count()) - most
  for (let cursor = await transaction.store.index('at').openCursor(); cursor && excess > 0; excess--) {
    await cursor.delete()
    cursor = await cursor.continue()
  }
  await transaction.done
}
