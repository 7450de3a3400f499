import { IDBFactory } from 'fake-indexeddb'
import { openDB } from 'idb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createJudge } from '../../src/core/corrections/corrected-head.ts'
import { pack } from '../../src/core/corrections/fed.ts'
import type { ModelName } from '../../src/core/model/head.ts'
import { type Rating, UNRATED } from '../../src/core/model/ratings.ts'
import { tinyHead } from '../fixtures/head.ts'
import { tinyManifest } from '../fixtures/manifest.ts'
import 'fake-indexeddb/auto'
import type { Verdict } from '../../src/core/decide.ts'
import type { Asked } from '../../src/core/topic-model.ts'
import { createVerdictCache, type VerdictCache } from '../../src/extension/verdict-cache.ts'
import { askedFor, verdictOf } from '../fixtures/verdict.ts'

const DAY = 86_400_000
const { model } = verdictOf()
const judgeOf = (name: ModelName) => createJudge(tinyHead(tinyManifest(2)), name)
const judge = judgeOf(model)
const SCORED = [{ phrase: 'snakes', probability: 0.25 }]
const verdict = (text: string, more: Partial<Verdict> = {}) => verdictOf({ text, ...more })

let cache: VerdictCache
beforeEach(() => {
  // IndexedDB in memory: Node has none
  globalThis.indexedDB = new IDBFactory()
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-01-01') })
  cache = createVerdictCache(3)
})
afterEach(async () => {
  await cache.close()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const recall = async (name: string, ...ratings: Rating[]) =>
  (await cache.recall([name], judge, askedFor(...ratings)))[0]

test('a verdict is found by every name that it was kept under, for its own model and head alone', async () => {
  await cache.remember([{ name: 'https://x.example/a' }, { name: '1x1:hash' }], verdict('a'))
  expect((await recall('1x1:hash'))?.text).toBe('a')
  expect((await recall('https://x.example/a'))?.text).toBe('a')
  for (const other of [
    { ...model, head: 'other' },
    { ...model, version: '2' },
    { ...model, id: 'clip' },
  ]) {
    expect(await cache.recall(['1x1:hash'], judgeOf(other), askedFor())).toEqual([undefined])
  }
})

test('another head judges again from what was kept; the first one’s verdict stays as it was', async () => {
  const fed = {
    image: null,
    texts: [{ embedding: pack(Float32Array.of(1, 0)), among: 1 }],
    complete: true,
    pixels: null,
  }
  await cache.remember(
    [{ name: 'a' }],
    verdict('a', { fed, probability: 0.123, corrected: { id: 'x', offensive: true } }),
  )
  await cache.remember([{ name: 'b' }], verdict('b', { fed: { ...fed, complete: false } }))
  const other = judgeOf({ ...model, head: 'other' })
  const [again, incomplete] = await cache.recall(['a', 'b'], other, askedFor())
  expect(again).toMatchObject({ text: 'a', model: { head: 'other' }, thresholds: { balanced: 0.5 } })
  expect(again?.probability).toBeCloseTo(1 / (1 + Math.exp(-2)), 3)
  expect(again).not.toHaveProperty('corrected')
  expect(incomplete).toBeUndefined()
  expect((await recall('a'))?.probability).toBe(0.123)
})

test('names that are asked for together are read in one transaction, and found in their order', async () => {
  await cache.remember([{ name: 'a' }], verdict('a'))
  await cache.remember([{ name: 'b' }], verdict('b'))
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const found = await cache.recall(['b', 'unheard-of', 'a', 'b'], judge, askedFor())
  expect(found.map((verdict) => verdict?.text)).toEqual(['b', undefined, 'a', 'b'])
  expect(transaction).toHaveBeenCalledOnce()
})

test('what an older version saw and read is not found', async () => {
  await cache.remember([{ name: 'a' }], verdict('a'))
  await cache.close()
  const database = await openDB('verdicts')
  const { lettering, frames, ...older } = verdict('a')
  await database.clear('verdicts')
  await database.put('verdicts', { verdict: older, at: Date.now() }, 'tiny@1/abc a')
  database.close()
  expect(await recall('a')).toBeUndefined()
})

test('one without a rating will not do where that is asked for', async () => {
  await cache.remember([{ name: 'a' }], verdict('a'))
  await cache.remember([{ name: 'b' }], verdict('b', { ratings: { ...UNRATED, sexual: 0 } }))
  expect(await recall('a', 'sexual')).toBeUndefined()
  expect((await recall('b', 'sexual'))?.text).toBe('b')
})

test('another topic is scored by what was kept of the picture, once', async () => {
  const seen = { by: 'clip', frames: [pack(Float32Array.of(1, 0))] }
  await cache.remember([{ name: 'a' }], verdict('a', { seen, ratings: { ...UNRATED, topics: SCORED } }))
  const score = vi.fn(async (_: unknown, phrases: readonly string[]) =>
    phrases.map((phrase) => ({ phrase, probability: 0.75 })),
  )
  const asked = (topics: string[], model: Asked['model']): Asked => ({ ratings: [], topics, model })
  const scores = async (...wanted: Parameters<typeof asked>) =>
    (await cache.recall(['a'], judge, asked(...wanted)))[0]?.ratings.topics
  expect(await scores(['snakes'], { by: 'clip' })).toEqual(SCORED)
  expect(await scores(['snakes', 'spiders'], { by: 'clip' })).toBeUndefined()
  expect(await scores(['snakes', 'spiders'], { by: 'other', score })).toBeUndefined()
  const all = [...SCORED, { phrase: 'spiders', probability: 0.75 }]
  expect(await scores(['snakes', 'spiders'], { by: 'clip', score })).toEqual(all)
  expect(score).toHaveBeenCalledWith(seen, ['spiders'])
  expect(await scores(['snakes', 'spiders'], { by: 'clip' })).toEqual(all)
})

test('a name that stands for the picture for a time is forgotten after it, the others stay', async () => {
  const until = Date.now() + 1000
  await cache.remember([{ name: 'https://x.example/latest.jpg', until }, { name: 'bytes:hash' }], verdict('a'))
  vi.setSystemTime(until - 1)
  expect((await recall('https://x.example/latest.jpg'))?.text).toBe('a')
  vi.setSystemTime(until)
  expect(await recall('https://x.example/latest.jpg')).toBeUndefined()
  expect((await recall('bytes:hash'))?.text).toBe('a')
})

test('what version 1 kept by address for thirty days is not trusted', async () => {
  const old = await openDB('verdicts', 1, { upgrade: (db) => void db.createObjectStore('verdicts') })
  await old.put('verdicts', { verdict: verdict('a'), at: Date.now() }, 'tiny@1/abc https://x.example/a')
  old.close()
  expect(await recall('https://x.example/a')).toBeUndefined()
})

test('the oldest leave when there are too many, and all after thirty days', async () => {
  for (const name of ['a', 'b', 'c', 'd']) {
    await cache.remember([{ name }], verdict(name))
    vi.setSystemTime(Date.now() + 1000)
  }
  const found = async () => {
    const kept = []
    for (const name of ['a', 'b', 'c', 'd']) kept.push((await recall(name))?.text)
    return kept
  }
  expect(await found()).toEqual([undefined, 'b', 'c', 'd'])
  vi.setSystemTime(Date.now() + 30 * DAY - 2000)
  expect(await found()).toEqual([undefined, undefined, 'c', 'd'])
  vi.setSystemTime(Date.now() + DAY)
  expect(await found()).toEqual([undefined, undefined, undefined, undefined])
})

test('how many names there are is told, and none is left once all are cleared', async () => {
  await cache.remember([{ name: 'a' }, { name: 'b' }], verdict('one'))
  expect(await cache.size()).toBe(2)
  await cache.clear()
  expect(await cache.size()).toBe(0)
  expect(await recall('a')).toBeUndefined()
})

test("the last verdicts' times are told, the newest first, each once", async () => {
  const took = (ocr: number) => verdict('text', { ms: { ...verdict('').ms, ocr } })
  await cache.remember([{ name: 'a' }, { name: 'b' }], took(1))
  vi.setSystemTime('2026-01-02')
  await cache.remember([{ name: 'c' }], took(2))
  const ocr = async (count: number) => (await cache.latestTimes(count)).map((ms) => ms.ocr)
  expect(await ocr(5)).toEqual([2, 1])
  expect(await ocr(1)).toEqual([2])
})

test('a database that is deleted or that the browser closes is opened anew, and holds nobody up', async () => {
  await cache.remember([{ name: 'a' }], verdict('a'))
  expect(await recall('a')).toBeDefined()
  await new Promise<void>((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase('verdicts')
    deleting.onsuccess = () => resolve()
    deleting.onblocked = () => reject(new Error('it is still held open'))
  })
  expect(await recall('a')).toBeUndefined()
  await cache.remember([{ name: 'a' }], verdict('b'))
  expect((await recall('a'))?.text).toBe('b')
})

test('where nothing can be kept or read, a picture is as one that was never seen', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  await cache.remember([{ name: 'a' }], verdict('a'))
  const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('the disk is full', 'QuotaExceededError')
  })
  await cache.remember([{ name: 'b' }], verdict('b'))
  full.mockRestore()
  expect([await recall('b'), (await recall('a'))?.text]).toEqual([undefined, 'a'])
  const refused = createVerdictCache(3)
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('not here', 'SecurityError')
  })
  expect(await refused.recall(['a', 'b'], judge, askedFor())).toEqual([undefined, undefined])
  await refused.remember([{ name: 'a' }], verdict('a'))
  expect([await refused.size(), await refused.latestTimes(9)]).toEqual([null, []])
  expect(warn).toHaveBeenCalledTimes(5)
})

test('what was kept before the clock was set back is as never seen, and right again with the clock', async () => {
  await cache.remember([{ name: 'a', until: Date.now() + 60_000 }], verdict('a'))
  const then = Date.now()
  vi.setSystemTime(then - 365 * DAY)
  expect(await recall('a')).toBeUndefined()
  vi.setSystemTime(then)
  expect((await recall('a'))?.text).toBe('a')
})
