import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { RetryLater } from '../../src/backlog/bytes/retry-later.ts'
import { createBatchJudge } from '../../src/backlog/judging/batch.ts'
import type { Identity } from '../../src/backlog/judging/identity.ts'
import type { LookJob } from '../../src/backlog/judging/look-worker.ts'
import { createLooks, type Done } from '../../src/backlog/judging/looks.ts'
import { judgeHere } from '../../src/backlog/run-here.ts'
import type { Item } from '../../src/backlog/source/item.ts'
import { survey } from '../../src/backlog/source/survey.ts'
import type { Result, Store } from '../../src/backlog/store/store.ts'
import type { Judge } from '../../src/core/corrections/corrected-head.ts'
import { SIGNATURE } from '../../src/core/picture/near-copy.ts'
import { UserError } from '../../src/core/user-error.ts'
import { openTinyStore, streamed } from '../fixtures/backlog-store.ts'
import { verdictOf } from '../fixtures/verdict.ts'

const folder = mkdtempSync(join(tmpdir(), 'memeveil-judging-'))
afterAll(() => rmSync(folder, { recursive: true }))

let stores = 0
let store: Store
let judge: Judge
beforeEach(async () => {
  ;({ store, judge } = await openTinyStore(join(folder, `${++stores}`)))
})
afterEach(() => store.close())

/**
 * Judges at once by what an address says: `look/copy`, the first being a picture's looks. In the place of real
 * processes, which test/backlog/fleet.node.test.ts has.
 */
function judging(problems: Record<string, () => Error | undefined> = {}) {
  const judged: string[] = []
  const done: Done[] = []
  const of = ({ image }: LookJob) => new TextDecoder().decode(image)
  const pool = {
    async run(job: LookJob) {
      const [look = '', copy = ''] = of(job).split('/')
      if (job.what === 'judge') {
        judged.push(of(job))
        await new Promise((resolve) => setTimeout(resolve, 5))
        return verdictOf({ text: look, kind: 'both' })
      }
      const signature = new Uint8Array(SIGNATURE)
      // pictures of another proportion are no copies
      new DataView(signature.buffer).setUint16(0, look.charCodeAt(0) * 100)
      const appearance = { bands: [look.charCodeAt(0), 0, 0, 0], signature }
      return { hash: Buffer.from(look + copy).toString('hex'), given: '', appearance } satisfies Identity
    },
    close: async () => {},
  }
  const bytes = {
    async read(location: string) {
      const problem = problems[location]?.()
      if (problem) throw problem
      return new TextEncoder().encode(location)
    },
    close: async () => {},
  }
  const look = createLooks({ store, pool, judge, copies: true, onJudged: () => {} })
  const batch = createBatchJudge({ store, bytes, look, atOnce: 4, onDone: (what) => done.push(what) })
  return { batch, judged, done }
}

const items = (...locations: string[]): Item[] =>
  locations.map((location, i) => ({ name: `${i} ${location}`, location }))
const batchOf = (run: number, all: Item[]) => ({
  ...{ backlog: 'b', run },
  items: all.map((item, place) => ({ ...item, place })),
})
const never = new AbortController().signal
const SOURCE = { path: '/b', version: '1' }

async function results(run = 1): Promise<Result[]> {
  const all: Result[] = []
  for await (const some of store.results('b', run)) all.push(...some)
  return all
}

test('the same and near copies are judged once, at whatever moment they come', async () => {
  const { batch, judged, done } = judging()
  const all = items('a/1', 'a/1', 'a/2', 'z/1', 'z/2', 'a/3', 'a/1')
  expect(await batch(batchOf(1, all), never)).toEqual([])
  expect(judged.sort()).toEqual(['a/1', 'z/1'])
  expect(done.sort()).toEqual(['copy', 'copy', 'copy', 'judged', 'judged', 'known', 'known'])
  expect((await results()).map(({ look, copy }) => `${look?.text}${copy ? ' copy' : ''}`)).toEqual([
    ...['a', 'a', 'a copy', 'z', 'z copy', 'a copy', 'a'],
  ])
})

test('a batch that is done again judges and enters nothing again', async () => {
  const { batch, judged, done } = judging()
  const all = items('a/1', 'z/1')
  await batch(batchOf(1, all), never)
  expect(await batch(batchOf(1, all), never)).toEqual([])
  expect(judged).toHaveLength(2)
  expect(done.slice(2)).toEqual(['entered', 'entered'])
})

test('what is another picture or text by the same name is judged, and takes the place of the one before', async () => {
  const { batch, judged } = judging()
  await batch(
    batchOf(1, [
      { name: 'same', location: 'a/1' },
      { name: 'other', location: 'k/1' },
    ]),
    never,
  )
  await batch(
    batchOf(1, [
      { name: 'new', location: 'q/1' },
      { name: 'same', location: 'z/1' },
    ]),
    never,
  )
  expect(judged.sort()).toEqual(['a/1', 'k/1', 'q/1', 'z/1'])
  expect((await results()).map(({ name, look }) => [name, look?.text])).toEqual([
    ['new', 'q'],
    ['other', 'k'],
    ['same', 'z'],
  ])
})

test('what a user can mend is entered with its reason; what may go well later is not entered', async () => {
  const { batch } = judging({
    'missing/1': () => new UserError('missing-picture', "isn't there"),
    'slow/1': () => new RetryLater('503'),
    'host/1': () => new RetryLater('not its turn', 700, false),
    'crash/1': () => new Error('the process that was at it ended'),
  })
  const all = [...items('a/1', 'missing/1', 'slow/1', 'host/1', 'crash/1'), { name: 'empty' }]
  const later = await batch(batchOf(1, all), never)
  expect(later.map(({ item, reason, turn }) => [item.location, reason, turn]).sort()).toEqual([
    ['crash/1', 'the process that was at it ended', null],
    ['host/1', 'not its turn', 700],
    ['slow/1', '503', null],
  ])
  expect((await results()).map(({ name, error }) => [name, error?.message])).toEqual([
    ['0 a/1', undefined],
    ['1 missing/1', "isn't there"],
    ['empty', 'neither a picture nor a text'],
  ])
})

test.each(['model', 'usage'] as const)(
  'what is wrong for every picture (%s) ends the batch, and keeps the rest',
  async (kind) => {
    const { batch } = judging({ 'z/1': () => new UserError(kind, 'S3 has no keys') })
    await expect(batch(batchOf(1, items('a/1', 'z/1')), never)).rejects.toThrow('S3 has no keys')
    expect((await results()).map(({ name }) => name)).toEqual(['0 a/1'])
  },
)

test('what was ended is not entered, and begun by nobody', async () => {
  const { batch } = judging()
  await expect(batch(batchOf(1, items('a/1')), AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough')
  expect(await results()).toEqual([])
})

test('here, what can’t be had is tried again with the others done, then set aside', async () => {
  let tries = 0
  const { batch, judged } = judging({
    'twice/1': () => (tries++ < 1 ? new RetryLater('503') : undefined),
    'never/1': () => new RetryLater('504'),
  })
  const run = await judgeHere(streamed(items('a/1', 'never/1', 'z/1')), {
    source: SOURCE,
    store,
    judge: batch,
    backlog: 'b',
    signal: never,
    backOffMs: 20,
  })
  expect(judged.sort()).toEqual(['a/1', 'z/1'])
  expect((await results(run)).map(({ error }) => error)).toEqual([null, { kind: 'set-aside', message: '504' }, null])
  expect((await store.backlogs())[0]).toMatchObject({ name: 'b', run, ended: true })
})

const here = (all: Item[], batch: Parameters<typeof judgeHere>[1]['judge'], more: object = {}) =>
  judgeHere(streamed(all), { source: SOURCE, store, judge: batch, backlog: 'b', signal: never, backOffMs: 10, ...more })

test('here, what waits for its host has had no try, and is told to wait', async () => {
  let asked = 0
  const { batch, judged } = judging({
    'rest/1': () => (asked++ < 8 ? new RetryLater('not its turn', 150, false) : undefined),
    'dead/1': () => new RetryLater('takes no connections'),
  })
  const waits: number[][] = []
  const run = await here(items('rest/1', 'dead/1', 'rest/1', 'a/1'), batch, {
    onWait: (...told: number[]) => waits.push(told),
  })
  expect(judged.sort()).toEqual(['a/1', 'rest/1'])
  expect((await results(run)).map(({ error }) => error?.message)).toEqual([
    ...[undefined, 'takes no connections', undefined, undefined],
  ])
  // three tries more of the dead one, each twice as long after the one before; then only the turn is waited for
  expect(waits).toEqual([...[10, 20, 40].map((ms) => [3, ms]), [2, 150]])
})

test('here, the wait for a host ends with the signal', async () => {
  const { batch } = judging({ 'rest/1': () => new RetryLater('not its turn', 300_000, false) })
  const ending = new AbortController()
  const onWait = () => setTimeout(() => ending.abort(new Error('enough')), 10)
  await expect(here(items('rest/1'), batch, { signal: ending.signal, onWait })).rejects.toThrow('enough')
})

test('here, a host that never answers but for a rest is not asked as often as there are pictures', async () => {
  let asked = 0
  let mayBeAsked = true
  const refuse = () => {
    if (!mayBeAsked) return new RetryLater('not its turn', 20, false)
    mayBeAsked = false
    asked++
    return new RetryLater('429')
  }
  const { batch } = judging({ 'rest/1': refuse })
  const run = await here(items(...Array<string>(100).fill('rest/1')), batch, { onWait: () => (mayBeAsked = true) })
  expect((await results(run)).filter(({ error }) => error?.kind === 'set-aside')).toHaveLength(100)
  expect(asked).toBeLessThan(10)
})

test('here, what is tried again comes in batches, too: a statement takes so many values and no more', async () => {
  const { batch } = judging({ 'never/1': () => new RetryLater('504') })
  const sizes: number[] = []
  const judge: typeof batch = (one, signal) => {
    sizes.push(one.items.length)
    return batch(one, signal)
  }
  const run = await here(items(...Array<string>(100).fill('never/1')), judge)
  expect(Math.max(...sizes)).toBeLessThan(100)
  expect((await store.counts('b', run)).failed).toBe(100)
})

test('here, what is ended midway goes on where it was', async () => {
  const ending = new AbortController()
  const many = items(...Array.from({ length: 100 }, (_, i) => `${String.fromCharCode(0x100 + i)}/1`))
  const first = judging()
  const stopping: typeof first.batch = async (batch, signal) => {
    const later = await first.batch(batch, signal)
    ending.abort(new Error('enough'))
    return later
  }
  const options = { store, source: SOURCE, backlog: 'b', signal: ending.signal }
  await expect(judgeHere(streamed(many), { ...options, judge: stopping })).rejects.toThrow('enough')
  expect(first.judged.length).toBeLessThan(100)
  const second = judging()
  const run = await judgeHere(streamed(many), { ...options, judge: second.batch, signal: never })
  expect(await results(run)).toHaveLength(100)
  expect(new Set([...first.judged, ...second.judged]).size).toBe(100)
  expect(second.done.filter((what) => what === 'entered').length).toBeGreaterThan(30)
})

test('here, what was ended midway over other items leaves nothing of them in the results', async () => {
  const { batch } = judging()
  const judgeSome = async (signal: AbortSignal, ...locations: string[]) => {
    const source = { path: '/b', version: (await survey(streamed(items(...locations)))).version }
    return here(items(...locations), batch, { source, signal })
  }
  const ending = new AbortController()
  const stopping = setInterval(async () => (await results()).length > 0 && ending.abort(new Error('enough')), 5)
  const old = Array.from({ length: 200 }, (_, i) => `${String.fromCharCode(0x100 + i)}/1`)
  await expect(judgeSome(ending.signal, ...old)).rejects.toThrow('enough')
  clearInterval(stopping)
  const run = await judgeSome(never, 'a/1', 'z/1')
  expect((await results(run)).map(({ name }) => name)).toEqual(['0 a/1', '1 z/1'])
})
