import { beforeEach, expect, test } from 'vitest'
import type { Running } from '../../../src/extension/background/running.ts'
import { createSharing, type Sharing } from '../../../src/extension/background/sharing.ts'
import type { CheckResult } from '../../../src/extension/check-result.ts'
import { createGlimpse } from '../../../src/extension/glimpse.ts'
import { Urgency } from '../../../src/extension/urgency.ts'
import { deferred } from '../../fixtures/deferred.ts'
import { askedFor } from '../../fixtures/verdict.ts'

const DONE: CheckResult = { state: 'unknown', kind: 'missing', reason: ['reasonAnswered', { status: 404 }] }
const CANCELLED: CheckResult = { state: 'unknown', kind: 'cancelled', reason: ['reasonCancelled'] }
const PAGE = { top: 'https://x.example', frame: 'https://x.example', sharesCookies: true }

let sharing: Sharing
let works: ReturnType<typeof deferred<CheckResult>>[]
beforeEach(() => {
  sharing = createSharing()
  works = []
})

function start(more: Partial<Running['check']> = {}, asker = PAGE, asked = askedFor()) {
  const controller = new AbortController()
  const urgency = new Urgency(false)
  const check = { id: 'a', address: 'https://x.example/a.jpg', ...more }
  const glimpse = createGlimpse()
  const one = { check, asker, urgency, glimpse, signal: controller.signal, isJudged: false }
  const result = sharing.share(one, asked, () => {
    works.push(deferred())
    return works[works.length - 1].promise
  })
  return { result, urgency, glimpse, leave: () => controller.abort() }
}
const settle = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve()
}

test('the same picture on the same page is judged once, and all hear of it; afterwards again', async () => {
  const all = [start(), start(), start()]
  works[0].resolve(DONE)
  expect(await Promise.all(all.map(({ result }) => result))).toEqual([DONE, DONE, DONE])
  void start()
  expect(works.length).toBe(2)
})

test.each([
  ['stands on another ground', { background: '#ffffff' }, PAGE],
  ['is loaded anew', { anew: true }, PAGE],
  ['has to be explained', { explain: true }, PAGE],
  ['comes with a text', { text: 'words' }, PAGE],
  ['is another one', { address: 'https://x.example/b.jpg' }, PAGE],
  ['is on another site', {}, { ...PAGE, top: 'https://y.example' }],
])('one that %s is judged for itself', async (_what, more, asker) => {
  void start()
  void start(more, asker)
  expect(works.length).toBe(2)
})

test('one that is rated for more, or follows a new head, is judged for itself', async () => {
  void start()
  void start({}, PAGE, askedFor('sexual'))
  expect(works.length).toBe(2)
  sharing.renew()
  void start()
  expect(works.length).toBe(3)
})

test('what hurries one hurries the one that is judged for it, while both wait', async () => {
  const leader = start()
  const [follower, gone] = [start(), start()]
  gone.leave()
  expect(await gone.result).toEqual(CANCELLED)
  gone.urgency.raise()
  expect(leader.urgency.isUrgent).toBe(false)
  follower.urgency.raise()
  expect(leader.urgency.isUrgent).toBe(true)
})

test('where the one that is judged for others is given up, the next is judged, once', async () => {
  const [leader, ...followers] = [start(), start(), start()]
  leader.leave()
  works[0].resolve(CANCELLED)
  await settle()
  expect(works.length).toBe(2)
  works[1].resolve(DONE)
  expect(await Promise.all(followers.map(({ result }) => result))).toEqual([DONE, DONE])
})

test('a failure is told to all', async () => {
  const all = [start(), start()]
  works[0].reject(new Error('lost'))
  const results = await Promise.all(all.map(({ result }) => result))
  expect(results.map((result) => result.state === 'unknown' && result.kind)).toEqual(['failed', 'failed'])
})

test('what the first look at one of them saw, the others hear too', async () => {
  const [first, second] = [start(), start()]
  first.glimpse.tell(true)
  expect(await second.glimpse.seen).toBe(true)
  const third = start()
  expect(await third.glimpse.seen).toBe(true)
})
