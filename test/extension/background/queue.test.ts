import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Rating } from '../../../src/core/model/ratings.ts'
import type { Looked } from '../../../src/extension/background/looker.ts'
import { createQueue, type Queue } from '../../../src/extension/background/queue.ts'
import { byHand } from '../../../src/extension/background/request-rules.ts'
import { type CheckResult, NotChecked } from '../../../src/extension/check-result.ts'
import { createGlimpse } from '../../../src/extension/glimpse.ts'
import type { Job, Judged } from '../../../src/extension/protocol.ts'
import { deferred } from '../../fixtures/deferred.ts'
import { askedFor } from '../../fixtures/verdict.ts'

const DONE: CheckResult = { state: 'unknown', kind: 'failed', reason: ['reasonFailed', { detail: 'done' }] }
const READY: Looked = { state: 'ready' }
const CANCELLED: CheckResult = { state: 'unknown', kind: 'cancelled', reason: ['reasonCancelled'] }

let looks: { id: string; ratings: Rating[]; recall: boolean; answer: ReturnType<typeof deferred<Looked>> }[]
let jobs: { job: Job; answer: ReturnType<typeof deferred<Judged>> }[]
let freed: string[]
/** What the engine was told to hurry with. */
let urged: string[]
let queue: Queue
let ratings: Rating[]
/** What is known by its address, before any look. */
let known: (address: string) => Promise<CheckResult | undefined>

beforeEach(() => {
  vi.useFakeTimers()
  looks = []
  jobs = []
  freed = []
  urged = []
  ratings = []
  known = async () => undefined
  start({ places: 1 })
})
afterEach(() => vi.useRealTimers())

function start({ places }: { places: number }) {
  queue = createQueue({
    places,
    looker: {
      recall: ({ address, recall }) => (recall ? known(address) : Promise.resolve(undefined)),
      look({ id, ratings, recall }) {
        looks.push({ id, ratings, recall, answer: deferred() })
        return looks[looks.length - 1].answer.promise
      },
    },
    host: {
      judge(job) {
        jobs.push({ job, answer: deferred() })
        return jobs[jobs.length - 1].answer.promise
      },
      urge: async (id) => void urged.push(id),
      cancel: async (id) => void freed.push(id),
    },
    asked: async (tried = []) => ({ ...askedFor(...ratings), topics: tried }),
  })
}

const settle = () => vi.advanceTimersByTimeAsync(0)
const BY_HAND = byHand(undefined)
const text = (id: string, urgent = false) => queue.check({ id, text: id }, urgent, BY_HAND)
const picture = (id: string, urgent = false) => queue.check({ id, address: `https://x.example/${id}` }, urgent, BY_HAND)
const looked = () => looks.map(({ id }) => id)
const judged = () => jobs.map(({ job }) => job.id)

/** Ends the job of this name. */
async function end(id: string) {
  jobs.find(({ job }) => job.id === id)?.answer.resolve(DONE)
  await settle()
}

test('as many are judged at a time as there are places', async () => {
  start({ places: 2 })
  for (const id of ['a', 'b', 'c', 'd']) text(id)
  await settle()
  expect(judged()).toEqual(['a', 'b'])
  await end('b')
  expect(judged()).toEqual(['a', 'b', 'c'])
})

test('an urgent one waits for no other, and nothing else is begun until all urgent ones are done', async () => {
  for (const id of ['a', 'b']) text(id)
  await settle()
  for (const id of ['c', 'd']) text(id, true)
  await settle()
  expect(judged()).toEqual(['a', 'c'])
  await end('a')
  expect(judged()).toEqual(['a', 'c'])
  await end('c')
  expect(judged()).toEqual(['a', 'c', 'd'])
  await end('d')
  expect(judged()).toEqual(['a', 'c', 'd', 'b'])
  expect(jobs.map(({ job }) => job.urgent)).toEqual([false, true, true, false])
})

test('urged while it waits to be fetched, one is fetched and judged before the others', async () => {
  for (const id of ['0', '1', '2', '3', '4', '5', 'a', 'b']) picture(id)
  await settle()
  queue.urge('b')
  looks[0].answer.resolve(DONE)
  await settle()
  expect(looked().at(-1)).toBe('b')
  for (const { answer } of looks.slice(1)) answer.resolve(READY)
  await settle()
  expect(jobs.map(({ job }) => [job.id, job.urgent])).toEqual([
    ['1', false],
    ['b', true],
  ])
})

test('urged before it was looked up, one is urgent all the way', async () => {
  const lookUp = deferred<undefined>()
  known = () => lookUp.promise
  picture('a')
  queue.urge('a')
  lookUp.resolve(undefined)
  await settle()
  looks[0].answer.resolve(READY)
  await settle()
  expect(jobs.map(({ job }) => job.urgent)).toEqual([true])
})

test('urged while it waits to be judged, one waits for no other, and is judged once', async () => {
  for (const id of ['a', 'b', 'c']) text(id)
  await settle()
  queue.urge('c')
  await settle()
  expect(jobs.map(({ job }) => [job.id, job.urgent])).toEqual([
    ['a', false],
    ['c', true],
  ])
  await end('a')
  expect(judged()).toEqual(['a', 'c'])
  await end('c')
  await end('b')
  expect([judged(), urged]).toEqual([['a', 'c', 'b'], []])
})

test('urged while it is judged, one goes on as urgent, and takes the place of an urgent one', async () => {
  const first = text('a')
  text('b')
  await settle()
  queue.urge('a')
  text('c', true)
  await settle()
  // told in both ways, for the engine may not have had the job yet
  expect([urged, jobs[0].job.urgent, judged()]).toEqual([['a'], true, ['a']])
  await end('a')
  expect(await first).toEqual(DONE)
  expect(judged()).toEqual(['a', 'c'])
  await end('c')
  expect(judged()).toEqual(['a', 'c', 'b'])
})

test('what is urged while it is judged passes no urgent one that was there before', async () => {
  text('a')
  text('u', true)
  await settle()
  queue.urge('a')
  await settle()
  expect([judged(), urged]).toEqual([['a', 'u'], []])
  await end('u')
  expect([judged(), urged]).toEqual([['a', 'u'], ['a']])
})

test('what is urged while it is judged has a minute from then on', async () => {
  const slow = text('a')
  await vi.advanceTimersByTimeAsync(2 * 60_000)
  queue.urge('a')
  await vi.advanceTimersByTimeAsync(59_999)
  expect(freed).toEqual([])
  await vi.advanceTimersByTimeAsync(1)
  expect(await slow).toMatchObject({ kind: 'too-late', reason: ['reasonLateJudged'] })
  expect(vi.getTimerCount()).toBe(0)
})

test('what was cancelled, is done or was never asked can’t be urged', async () => {
  for (const id of ['0', '1', '2', '3', '4', '5', 'waits']) picture(id)
  const done = text('done')
  text('other')
  await settle()
  await end('done')
  await done
  queue.cancel('waits')
  for (const id of ['waits', 'done', 'unheard-of']) queue.urge(id)
  await settle()
  expect([urged, judged()]).toEqual([[], ['done', 'other']])
})

test('cancelled while it is judged, it is answered at once and gives its place to the next', async () => {
  const first = text('a')
  text('b')
  await settle()
  queue.cancel('a')
  expect(await first).toEqual(CANCELLED)
  await settle()
  expect([judged(), freed]).toEqual([['a', 'b'], ['a']])
})

test('left while it is judged, it is judged to the end; left before that, it is taken out', async () => {
  const [first, second] = [text('a'), text('b')]
  await settle()
  for (const id of ['a', 'b', 'unheard-of']) queue.leave(id)
  expect(await second).toEqual(CANCELLED)
  expect([judged(), freed]).toEqual([['a'], ['b']])
  await end('a')
  expect(await first).toEqual(DONE)
})

test('left while its bytes, lost before its turn, are fetched again, it is taken out', async () => {
  const first = picture('a')
  await settle()
  looks[0].answer.resolve(READY)
  await settle()
  jobs[0].answer.resolve({ state: 'gone' })
  await settle()
  queue.leave('a')
  expect(await first).toEqual(CANCELLED)
})

test('six are fetched at a time while one is judged, and one that is known by then is not judged', async () => {
  text('slow')
  const first = picture('0')
  for (let i = 1; i < 8; i++) picture(String(i))
  await settle()
  expect(looked()).toEqual(['0', '1', '2', '3', '4', '5'])
  looks[0].answer.resolve(DONE)
  expect(await first).toEqual(DONE)
  await settle()
  expect([looked().length, judged()]).toEqual([7, ['slow']])
})

test('what is known is answered at once, by no place and without the engine', async () => {
  for (let i = 0; i < 8; i++) picture(String(i))
  await settle()
  known = async () => DONE
  expect(await picture('known')).toEqual(DONE)
  known = async () => undefined
  picture('later')
  await settle()
  expect([looked().length, looked().includes('known'), freed]).toEqual([6, false, []])
  known = () => Promise.reject(new Error('the disk is full'))
  expect(await picture('lost')).toEqual({
    state: 'unknown',
    kind: 'failed',
    reason: ['reasonFailed', { detail: 'the disk is full' }],
  })
})

test('a recall that never ends is given up after 40 seconds', async () => {
  known = () => new Promise(() => {})
  const lost = picture('a')
  await vi.advanceTimersByTimeAsync(40_000)
  expect(await lost).toMatchObject({ kind: 'too-late', reason: ['reasonLateFound'] })
  expect([looked(), vi.getTimerCount()]).toEqual([[], 0])
})

test('fetches that crawl give their places to others after two seconds, and go on', async () => {
  const crawling = [1, 2, 3, 4, 5, 6].map((i) => picture(`crawls-${i}`))
  picture('next')
  await vi.advanceTimersByTimeAsync(1999)
  expect(looked()).not.toContain('next')
  await vi.advanceTimersByTimeAsync(1)
  expect(looked()).toContain('next')
  looks[0].answer.resolve(DONE)
  expect(await crawling[0]).toEqual(DONE)
})

test('cancelled while it is fetched, one is answered at once and gives its place to the next', async () => {
  const first = picture('0')
  for (let i = 1; i < 7; i++) picture(String(i))
  await settle()
  queue.cancel('0')
  expect(await first).toEqual(CANCELLED)
  await settle()
  expect([looked(), freed]).toEqual([['0', '1', '2', '3', '4', '5', '6'], ['0']])
})

test('what is looked for is asked when the turn comes; a typed text wants no kept verdict', async () => {
  text('a')
  queue.check({ id: 'b', address: 'data:image/png;base64,', text: 'typed' }, false, BY_HAND)
  await settle()
  ratings = ['sexual']
  looks[0].answer.resolve(READY)
  await settle()
  jobs[0].answer.resolve(DONE)
  await settle()
  expect(looks[0]).toMatchObject({ ratings: [], recall: false })
  expect(jobs[1].job).toEqual({ id: 'b', picture: true, text: 'typed', ratings: ['sexual'], topics: [], urgent: false })
})

test('where the reasons are wanted, what is known doesn’t do', async () => {
  known = async () => DONE
  void queue.check({ id: 'a', address: 'https://x.example/a', explain: true }, true, BY_HAND)
  await settle()
  looks[0].answer.resolve(READY)
  await settle()
  expect([looks[0].recall, jobs[0].job.explain]).toEqual([false, true])
})

test('cancelled, one that waits never reaches the engine, and what was fetched for it is freed', async () => {
  text('a')
  const waiting = text('b')
  const fetched = picture('c')
  await settle()
  looks[0].answer.resolve(READY)
  await settle()
  for (const id of ['b', 'c', 'unheard-of']) queue.cancel(id)
  expect(await Promise.all([waiting, fetched])).toEqual([CANCELLED, CANCELLED])
  jobs[0].answer.resolve(DONE)
  await settle()
  expect(judged()).toEqual(['a'])
  expect(freed).toEqual(['b', 'c', 'a'])
})

test('what is urgent and takes longer than a minute to judge is given up, and the next has its turn', async () => {
  const slow = text('a', true)
  text('b', true)
  await vi.advanceTimersByTimeAsync(59_999)
  expect(judged()).toEqual(['a'])
  await vi.advanceTimersByTimeAsync(1)
  expect(await slow).toEqual({ state: 'unknown', kind: 'too-late', reason: ['reasonLateJudged'] })
  await settle()
  expect([judged(), freed]).toEqual([['a', 'b'], ['a']])
})

test('a look that never ends is given up after 40 seconds', async () => {
  const lost = picture('a')
  await vi.advanceTimersByTimeAsync(40_000)
  expect(await lost).toMatchObject({ kind: 'too-late' })
  expect([freed, vi.getTimerCount()]).toEqual([['a'], 0])
})

test('what gives way to others for longer than a minute goes on', async () => {
  const slow = text('a')
  await vi.advanceTimersByTimeAsync(4 * 60_000)
  await end('a')
  expect(await slow).toEqual(DONE)
})

test('one that has not had its turn within five minutes is told so, and never has it', async () => {
  text('first', true)
  await vi.advanceTimersByTimeAsync(1000)
  const waits = text('waits')
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) text(id, true)
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  expect(await waits).toMatchObject({ kind: 'too-late', reason: ['reasonNoTurn'] })
  await vi.advanceTimersByTimeAsync(5 * 60_000)
  expect(judged()).not.toContain('waits')
})

test('bytes that were lost between the two calls are fetched again, three times at most', async () => {
  const result = picture('a')
  for (let round = 0; round < 3; round++) {
    await settle()
    looks[round].answer.resolve(READY)
    await settle()
    jobs[round].answer.resolve({ state: 'gone' })
  }
  expect(await result).toMatchObject({ state: 'unknown', kind: 'failed' })
  expect([looks.length, jobs.length]).toEqual([3, 3])
})

test('a rule that forbids an address is told by its kind, with the host', async () => {
  const result = picture('a')
  await settle()
  looks[0].answer.reject(new NotChecked('no-access', ['reasonNoAccess', { host: 'x.example' }], 'x.example') as Error)
  expect(await result).toEqual({
    state: 'unknown',
    kind: 'no-access',
    reason: ['reasonNoAccess', { host: 'x.example' }],
    host: 'x.example',
  })
})

test('an engine that fails is told as the reason and leaves no timer behind', async () => {
  const result = text('a')
  await settle()
  jobs[0].answer.reject(new Error('the engine gave no answer'))
  expect(await result).toEqual({
    state: 'unknown',
    kind: 'failed',
    reason: ['reasonFailed', { detail: 'the engine gave no answer' }],
  })
  expect(vi.getTimerCount()).toBe(0)
})

test('how many checks wait or are under way is told', async () => {
  for (const id of ['a', 'b']) text(id)
  await settle()
  expect(queue.size()).toBe(2)
  await end('a')
  expect(queue.size()).toBe(1)
})

test('what a first look saw is told while the picture waits for its turn', async () => {
  const glimpse = createGlimpse()
  void picture('before')
  void queue.check({ id: 'a', address: 'https://x.example/a', glimpse: true }, false, BY_HAND, glimpse)
  await settle()
  for (const { answer } of looks) answer.resolve({ state: 'ready', lettering: true })
  expect(await glimpse.seen).toBe(true)
  expect(judged()).toEqual(['before'])
})

test('asked for again since another head judges, a picture gets no answer of the one before', async () => {
  void picture('a', true)
  await settle()
  looks[0].answer.resolve(READY)
  await settle()
  queue.leave('a')
  queue.renew()
  const again = queue.check({ id: 'again', address: 'https://x.example/a' }, true, BY_HAND)
  await end('a')
  expect(looked()).toEqual(['a', 'again'])
  looks[1].answer.resolve(DONE)
  expect(await again).toEqual(DONE)
})

test('what waits and is left is judged for who asks for it in the same moment', async () => {
  for (let i = 0; i < 6; i++) void picture(String(i))
  const inline = (id: string, urgent: boolean) =>
    queue.check({ id, address: 'data:image/png;base64,aaaa' }, urgent, BY_HAND)
  await settle()
  const left = inline('left', false)
  await settle()
  queue.leave('left')
  const again = inline('again', true)
  expect(await left).toEqual(CANCELLED)
  for (const { answer } of looks) answer.resolve(DONE)
  await settle()
  looks[6].answer.resolve(DONE)
  expect(await again).toEqual(DONE)
})
