import { IDBFactory } from 'fake-indexeddb'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createJudge } from '../../../src/core/corrections/corrected-head.ts'
import type { HeadFile } from '../../../src/core/model/head.ts'
import { type Rating, UNRATED } from '../../../src/core/model/ratings.ts'
import 'fake-indexeddb/auto'
import { HARMLESS, type Verdict } from '../../../src/core/decide.ts'
import { createKeptVerdicts, type KeptVerdicts } from '../../../src/extension/background/kept-verdicts.ts'
import { createVerdictCache, nameOfAddress, type VerdictCache } from '../../../src/extension/verdict-cache.ts'
import { LEVELLED } from '../../fixtures/head.ts'
import { askedFor } from '../../fixtures/verdict.ts'

const ADDRESS = 'https://x.example/a.jpg'
const ms = { decode: 0, ocr: 0, vision: 0, text: 0, head: 0, ratings: 0 }
const modelOf = (head: string) => ({ id: 'tiny', version: '1', head })
const verdict = (more: Partial<Verdict> = {}): Verdict => ({
  ...HARMLESS,
  thresholds: LEVELLED.picture,
  text: '',
  asides: [],
  ratings: UNRATED,
  model: modelOf(head),
  ms,
  ...more,
})

let cache: VerdictCache
let kept: KeptVerdicts
let head: string
let ratings: Rating[]
let heads: number
let listeners: Set<() => void>

beforeEach(() => {
  // IndexedDB in memory: Node has none
  globalThis.indexedDB = new IDBFactory()
  cache = createVerdictCache()
  head = 'bundled'
  ratings = []
  heads = 0
  listeners = new Set()
  kept = createKeptVerdicts({
    cache,
    heads: {
      async corrected() {
        heads++
        return { judge: createJudge({} as HeadFile, modelOf(head)), own: [], learned: null }
      },
      onCorrection: () => () => {},
      onChange(listener) {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
    asked: async () => askedFor(...ratings),
  })
})
afterEach(async () => {
  await kept.close()
  vi.restoreAllMocks()
})

const keep = (address: string, more?: Partial<Verdict>, cookies = false, background?: string) =>
  cache.remember([{ name: nameOfAddress(address, cookies, background) }], verdict(more))
const recall = (address: string, more: object = {}) => kept.recall({ address, cookies: false, recall: true, ...more })

test('a feed’s pictures are read in one transaction, and each gets its own answer', async () => {
  await keep('https://x.example/1', { probability: 0.1 })
  await keep('https://x.example/3', { probability: 0.3 })
  const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction')
  const found = await Promise.all([1, 2, 3].map((n) => recall(`https://x.example/${n}`)))
  expect(found).toEqual([
    { state: 'judged', verdict: verdict({ probability: 0.1 }), devices: null },
    undefined,
    { state: 'judged', verdict: verdict({ probability: 0.3 }), devices: null },
  ])
  expect([transaction.mock.calls.length, heads]).toEqual([1, 1])
})

test.each([
  ['on another ground', { background: '#336699' }],
  ['signed in', { cookies: true }],
  ['with a text of the user’s own', { recall: false }],
  ['loaded again', { anew: true }],
])('%s it is another picture', async (_, more) => {
  await keep(ADDRESS)
  expect(await recall(ADDRESS, more)).toBeUndefined()
  expect(await recall(ADDRESS)).toMatchObject({ state: 'judged' })
})

test('a picture is known by its own ground and cookies', async () => {
  await keep(ADDRESS, {}, true, '#336699')
  expect(await recall(ADDRESS, { cookies: true, background: '#336699' })).toMatchObject({ state: 'judged' })
})

test('where it is asked for, a verdict has to have a rating', async () => {
  await keep(ADDRESS)
  ratings = ['sexual']
  expect(await recall(ADDRESS)).toBeUndefined()
})

test('what could not be judged is known for that', async () => {
  await keep(ADDRESS, { language: 'es', ratings: { ...UNRATED, sexual: 0.25 } })
  expect(await recall(ADDRESS)).toMatchObject({ state: 'unknown', kind: 'language', ratings: { sexual: 0.25 } })
})

test('another head knows its own verdicts', async () => {
  await keep(ADDRESS)
  await recall(ADDRESS)
  head = 'chosen'
  for (const listener of listeners) listener()
  expect(await recall(ADDRESS)).toBeUndefined()
  await keep(ADDRESS)
  expect(await recall(ADDRESS)).toMatchObject({ state: 'judged' })
  expect(heads).toBe(2)
})

test('where nothing can be read there is nothing for all that asked, and the next one asks again', async () => {
  await keep(ADDRESS)
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new Error('the disk is full')
  })
  vi.spyOn(console, 'warn').mockImplementation(() => {})
  expect(await Promise.all([recall(ADDRESS), recall('https://x.example/b.jpg')])).toEqual([undefined, undefined])
  expect(await recall(ADDRESS)).toMatchObject({ state: 'judged' })
})

test('closed, it listens no more', async () => {
  await kept.close()
  expect(listeners.size).toBe(0)
})
