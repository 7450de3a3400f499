import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { partsOf } from '../../src/backlog/look.ts'
import { openStore } from '../../src/backlog/store/open.ts'
import type { Entry, Result, Store } from '../../src/backlog/store/store.ts'
import { tinyHead } from '../fixtures/head.ts'
import { tinyManifest } from '../fixtures/manifest.ts'
import { type LocalPostgres, startPostgres } from '../fixtures/postgres.ts'
import { verdictOf } from '../fixtures/verdict.ts'

const { look, score } = partsOf(verdictOf({ text: 'a “text” \u0000 with \ud83d half an emoji' }))
const hash = (n: number) => n.toString(16).padStart(64, '0')
const entry = (place: number, more: Partial<Entry> = {}): Entry => ({
  ...{ name: `${place}.png`, place, version: '1', look: null, copy: false, error: null },
  ...more,
})

const SOURCE = { path: '/source', version: '1' }

let postgres: LocalPostgres
const folder = mkdtempSync(join(tmpdir(), 'memeveil-store-'))
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(async () => {
  await postgres?.close()
  rmSync(folder, { recursive: true })
})

describe.each([
  ['PostgreSQL', () => postgres.url],
  ['a file', () => join(folder, 'store')],
])('a store in %s', (_, place) => {
  const stores: Store[] = []
  async function open(head = 'first', version = '1'): Promise<Store> {
    const manifest = tinyManifest(2)
    const model = { id: 'tiny', version, head }
    const never = new AbortController().signal
    const store = await openStore({ place: place(), head: tinyHead(manifest), model, tell: () => {}, signal: never })
    stores.push(store)
    return store
  }
  const keep = (store: Store, n: number, bands?: number[], given = '') => {
    const appearance = bands ? { bands, signature: Uint8Array.of(n, 0, 255) } : null
    return store.keep({ ...{ hash: hash(n), given, look }, appearance }, score)
  }
  async function results(store: Store, backlog: string, run: number): Promise<Result[]> {
    const all: Result[] = []
    for await (const some of store.results(backlog, run)) all.push(...some)
    return all
  }

  let store: Store
  let first: number
  beforeEach(async () => {
    store = await open()
    first = await keep(store, 1, [1, 2, 3, 4])
  })
  afterAll(() => Promise.all(stores.map((one) => one.close())))

  test('gives a look back as it was kept, however its text is spelled', async () => {
    expect(await store.find(hash(1))).toEqual({ id: first, look, score })
    expect(await store.find(hash(404))).toBeNull()
  })

  test('keeps what is said at once by two that open it at once, once', async () => {
    const both = await Promise.all([open(), open()])
    const ids = await Promise.all(both.map((one) => keep(one, 2)))
    expect(ids[0]).toBe(ids[1])
    await Promise.all(both.map((one) => one.score(ids[0], score)))
    expect(await store.find(hash(2))).toEqual({ id: ids[0], look, score })
  })

  test('has looks by towers, and scores by head', async () => {
    await store.score(first, score)
    const second = await open('second')
    expect(await second.find(hash(1))).toEqual({ id: first, look, score: null })
    expect((await second.unscored(0, 10)).map(({ id }) => id)).toContain(first)
    expect((await store.unscored(0, 10)).map(({ id }) => id)).not.toContain(first)
    expect(await (await open('first', '2')).find(hash(1))).toBeNull()
  })

  test('finds what shares a band and the text given, and nothing else', async () => {
    await keep(store, 10, [70, 71, 72, 73])
    await keep(store, 11, [80, 81, 82, 73])
    await keep(store, 12, [70, 71, 72, 73], 'a text')
    const found = await store.candidates({ bands: [70, 0, 0, 73], signature: new Uint8Array() }, '')
    expect(found.map(({ signature }) => [...signature])).toEqual([
      [10, 0, 255],
      [11, 0, 255],
    ])
  })

  test('a run goes on until it is ended, and the next begins anew', async () => {
    const run = await store.begin('runs', SOURCE)
    await store.grow('runs', run, 7)
    await store.grow('runs', run, 3)
    expect(await (await open()).begin('runs', SOURCE)).toBe(run)
    expect(await store.backlogs()).toContainEqual({ name: 'runs', run, pictures: 7, ended: false })
    await store.end('runs', run)
    expect(await store.begin('runs', SOURCE)).toBe(run + 1)
  })

  test('an entry is there once, the last that was said of it, and a look is never lost again', async () => {
    const run = await store.begin('entries', SOURCE)
    const failed = { kind: 'missing-picture', message: "isn't there" } as const
    await store.enter('entries', run, [entry(1, { error: failed }), entry(0, { look: first })])
    expect(await store.entered('entries', run, ['0.png', '1.png', '2.png'])).toEqual(new Map([['0.png', '1']]))
    await store.enter('entries', run, [entry(1, { look: first, copy: true }), entry(0, { error: failed })])
    expect(await store.counts('entries', run)).toEqual({ entries: 2, failed: 0, copies: 1, lastMinute: 2 })
    await store.enter('entries', run, [])
    expect(await store.entered('entries', run, [])).toEqual(new Map())
  })

  test('results come in the order of the source, page by page', async () => {
    const run = await store.begin('long', SOURCE)
    const places = Array.from({ length: 2500 }, (_, i) => i).reverse()
    await store.enter(
      'long',
      run,
      places.map((place) => entry(place, place % 2 ? { look: first } : {})),
    )
    await store.score(first, score)
    const all = await results(store, 'long', run)
    expect(all.map(({ place }) => place)).toEqual(places.reverse())
    const { version: _, ...one } = entry(1)
    expect(all[1]).toEqual({ ...one, hash: hash(1), look, score })
    expect(all[2]).toEqual({ ...one, name: '2.png', place: 2, hash: null, look: null, score: null })
  })

  test('names that would be SQL are names', async () => {
    const name = "x'); drop table memeveil_items; --"
    const run = await store.begin(name, SOURCE)
    await store.enter(name, run, [entry(0, { name })])
    expect((await results(store, name, run)).map((one) => one.name)).toEqual([name])
  })
})

const opening = (place: string) =>
  openStore({
    ...{ place, head: tinyHead(tinyManifest(2)), model: { id: 'tiny', version: '1', head: 'x' } },
    ...{ tell: () => {}, signal: new AbortController().signal },
  })

test.each([
  ['a folder', () => folder, /can't be opened as a store/],
  ['a database that is not there', () => postgres.url.replace(/postgres$/, 'nodb'), /^PostgreSQL refuses: .*"nodb"/],
  ['a user that is not there', () => postgres.url.replace('memeveil@', 'who:secret@'), /^PostgreSQL refuses: .*"who"/],
  [
    'a server that is not there',
    () => 'postgres://me:secret@127.0.0.1:1/x',
    /^no PostgreSQL answers at postgres:.*1\/x/,
  ],
  ['another database', () => 'mysql://me:secret@127.0.0.1/x', /^mysql:\/\/127.0.0.1\/x is no address of a store/],
  [
    'a password that is no part of an address',
    () => 'Postgres://me:sec/ret@h/x',
    /is no address of a store|refuses|answers/,
  ],
])('%s is told, without a password', async (_, place, message) => {
  const error = await opening(place()).catch((error) => error)
  expect(error).toMatchObject({ name: 'UserError', message: expect.stringMatching(message) })
  expect(error.message).not.toMatch(/secret|sec\/ret/)
})
