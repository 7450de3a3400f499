// @vitest-environment happy-dom

import { beforeEach, expect, test, vi } from 'vitest'
import type { Verdict } from '../../../src/core/decide.ts'
import { UNRATED } from '../../../src/core/model/ratings.ts'
import type { TopicScore } from '../../../src/core/model/topics.ts'
import type { CheckResult } from '../../../src/extension/check-result.ts'
import type { Check } from '../../../src/extension/content/check.ts'
import type { Cover } from '../../../src/extension/content/cover/cover.ts'
import type { Word } from '../../../src/extension/content/cover/stylesheet.ts'
import type { Source } from '../../../src/extension/content/find/kinds.ts'
import type { Label } from '../../../src/extension/content/label/label.ts'
import type { Reasons } from '../../../src/extension/content/label/reasons.ts'
import { Picture, type Surroundings } from '../../../src/extension/content/picture.ts'
import { createPosts } from '../../../src/extension/content/posts.ts'
import type { Said } from '../../../src/extension/correct.ts'
import type { Glimpse } from '../../../src/extension/glimpse.ts'
import { defaults } from '../../../src/extension/settings.ts'
import type { Urgency } from '../../../src/extension/urgency.ts'
import { deferred } from '../../fixtures/deferred.ts'

const judged = (probability: number, sexual: number | null = null): CheckResult => ({
  state: 'judged',
  verdict: {
    probability,
    kind: 'both',
    thresholds: { gentle: 0.92, balanced: 0.5, strict: 0.3 },
    ratings: { ...UNRATED, sexual },
    text: 'words',
    ms: { decode: 1, ocr: 2 },
  } as unknown as Verdict,
  devices: null,
})

function shows(...topics: TopicScore[]): CheckResult {
  const result = judged(0.1)
  if (result.state === 'judged') result.verdict.ratings = { ...UNRATED, topics }
  return result
}

let element: HTMLElement
let side: number
let checks: {
  address: string
  direct: boolean
  urgency: Urgency
  anew: boolean
  glimpse: Glimpse | undefined
  topic: string | undefined
  signal: AbortSignal
  answer: ReturnType<typeof deferred<CheckResult>>
}[]
/** What a known site says of its pictures. */
let site: { ignores(element: Element, address: string): boolean; post(element: Element): Element | null } | null
let label: { show: ReturnType<typeof vi.fn>; hide: ReturnType<typeof vi.fn> }
/** The label of a folded post. */
let postLabel: typeof label

const img = (address: string): Source => ({ kind: 'img', address })
const A = img('https://x.example/a.jpg')
const B = img('https://x.example/b.jpg')

let onChange: ReturnType<typeof vi.fn<Surroundings['onChange']>>
let holds: [Element, Word[]][]

/** Marks in plain words, which a page would see as random ones. */
const cover: Cover = {
  mark: (marked, words) => marked.setAttribute('data-mark', words.join(' ')),
  hold: (held, words) => void holds.push([held, words]),
  forgive() {},
  adopt() {},
  apply() {},
  close() {},
}

let corrected: Said[]
const takeBack = vi.fn(async () => {})
/** What a page gives its pictures, but for what a test looks at. */
const shared = {
  async correct(said: Said) {
    corrected.push(said)
    return takeBack
  },
  takeBack,
  leaveSite() {},
}

beforeEach(() => {
  corrected = []
  document.body.innerHTML = '<img src="https://x.example/a.jpg">'
  element = document.querySelector('img') as HTMLElement
  // nothing is loaded here
  Object.defineProperty(element, 'complete', { value: false, configurable: true })
  checks = []
  holds = []
  onChange = vi.fn()
  label = { show: vi.fn(), hide: vi.fn() }
  postLabel = { show: vi.fn(), hide: vi.fn() }
  side = 300
  site = null
})

function create(settings: Partial<typeof defaults> = {}, sources = [A]): Picture {
  element.getBoundingClientRect = () => new DOMRect(0, 0, side, side)
  const check: Check = ({ address, direct, urgency, anew, glimpse, topic }, signal) => {
    checks.push({ address, direct, urgency, anew, glimpse, topic, signal, answer: deferred() })
    return checks[checks.length - 1].answer.promise
  }
  const posts = createPosts(cover, () => postLabel as unknown as Label)
  const page = { ...shared, check, cover, label: label as unknown as Label, posts, site, onChange }
  const picture = new Picture(element, { ...defaults, ...settings }, page)
  picture.refresh(sources)
  return picture
}

async function answer(result: CheckResult, at = checks.length - 1): Promise<void> {
  checks[at].answer.resolve(result)
  await settle()
}
const settle = async () => {
  for (let i = 0; i < 6; i++) await Promise.resolve()
}
const mark = () => element.getAttribute('data-mark')

test('a picture is asked about once, when it comes near', async () => {
  const picture = create()
  expect([checks.length, mark()]).toEqual([0, ''])
  picture.approach(true, true)
  picture.approach(true, false)
  expect(checks.map(({ address, urgency }) => [address, urgency.isUrgent])).toEqual([['https://x.example/a.jpg', true]])
  await answer(judged(0.9))
  picture.approach(true, true)
  expect([checks.length, mark()]).toEqual([1, 'veiled'])
  expect(picture.report()).toMatchObject({ state: 'offensive', probability: 0.9, text: 'words', ms: 3, reason: null })
})

test('without lettering a picture is shown before its verdict, where that is wanted', async () => {
  const picture = create({ coverFirst: 'lettering' }, [A, B])
  picture.approach(true, true)
  expect([checks.length, mark()]).toEqual([2, ''])
  checks[0].glimpse?.tell(false)
  await settle()
  expect(mark()).toBe('')
  checks[1].glimpse?.tell(false)
  await settle()
  expect(mark()).toBe('shown')
  picture.refresh([A, img('https://x.example/c.jpg')])
  expect(mark()).toBe('')
  await answer(judged(0.1), 0)
  await answer(judged(0.1))
  expect(mark()).toBe('shown')
})

test('of a picture that is covered in any case no first look is asked for', () => {
  create().approach(true, true)
  expect(checks[0].glimpse).toBeUndefined()
})

test('on a blocked site a picture is covered and not asked about, until the site is no longer blocked', async () => {
  const picture = create()
  picture.apply({ ...defaults, coverAll: true })
  picture.approach(true, true)
  expect([checks.length, mark(), picture.isOpen, picture.report()?.state]).toEqual([0, 'veiled', false, 'blocked'])
  picture.apply(defaults)
  expect([checks.length, picture.report()?.state]).toEqual([1, 'checking'])
})

test('what was asked about ahead becomes urgent as it comes into view, and is asked about once', () => {
  const picture = create({}, [A, B])
  picture.approach(true, false)
  expect(checks.map(({ urgency }) => urgency.isUrgent)).toEqual([false, false])
  picture.approach(true, true)
  expect(checks.map(({ urgency, signal }) => [urgency.isUrgent, signal.aborted])).toEqual([
    [true, false],
    [true, false],
  ])
})

test('one that scrolls away before its turn leaves the queue, and asks again when it is back', () => {
  const picture = create()
  picture.approach(true, false)
  picture.approach(false, false)
  expect(checks[0].signal.aborted).toBe(true)
  picture.approach(true, false)
  expect(checks).toHaveLength(2)
})

test('one that is too small is left alone until it grows', () => {
  side = 20
  const picture = create()
  picture.approach(true, true)
  expect([checks.length, mark(), picture.report()]).toEqual([0, 'shown', null])
  side = 300
  picture.measure()
  expect([checks.length, mark()]).toEqual([1, ''])
})

test('another address is another picture: its verdict is asked for, the old answer counts no more', async () => {
  const picture = create()
  picture.approach(true, true)
  picture.refresh([B])
  expect(checks.map(({ address, signal }) => [address, signal.aborted])).toEqual([
    ['https://x.example/a.jpg', true],
    ['https://x.example/b.jpg', false],
  ])
  await answer(judged(0.9), 0)
  expect(picture.report()?.state).toBe('checking')
  await answer(judged(0.1))
  expect([mark(), picture.report()?.state]).toEqual(['shown', 'fine'])
})

test('the label reveals and hides again', async () => {
  const picture = create()
  picture.approach(true, true)
  await answer(judged(0.9))
  const [shown, { toggle }] = label.show.mock.calls[label.show.mock.calls.length - 1]
  expect(shown).toEqual({ caption: '90% offensive', covering: true, whole: true })
  toggle()
  expect([mark(), picture.report()?.state]).toEqual(['shown', 'revealed'])
  toggle()
  expect([mark(), picture.report()?.state]).toEqual(['veiled', 'offensive'])
})

test('settings are followed; a verdict that lacks what is now asked for is asked for again', async () => {
  const picture = create()
  picture.approach(true, true)
  await answer(judged(0.9))
  picture.apply({ ...defaults, threshold: 0.95 })
  expect([mark(), checks.length]).toEqual(['shown', 1])
  picture.apply({ ...defaults, sexual: true })
  expect(checks).toHaveLength(2)
  await answer(judged(0.1, 0.9))
  expect(picture.report()).toMatchObject({ state: 'sexual', ratings: { sexual: 0.9 } })
})

test('a topic is asked for where a verdict lacks it, and the picture stays as it is until that is told', async () => {
  const picture = create()
  const phrases = (...all: string[]) => ({
    ...defaults,
    topics: all.map((phrase) => ({ phrase, strength: 3 as const })),
  })
  picture.approach(true, true)
  await answer(judged(0.1))
  picture.apply(phrases('spiders'))
  expect([mark(), checks.length]).toEqual(['shown', 2])
  await answer(shows({ phrase: 'spiders', probability: 0.9 }))
  expect([mark(), picture.report()?.state]).toEqual(['veiled', 'topic'])
  picture.apply({ ...phrases(), topics: [{ phrase: 'spiders', strength: 1 }] })
  expect([mark(), picture.report()?.state]).toEqual(['shown', 'fine'])
  picture.apply(phrases())
  picture.apply(phrases('Spiders'))
  expect([mark(), checks.length]).toEqual(['veiled', 2])
})

test('a topic is tried on each picture that an element shows, and the best fit is told', async () => {
  const picture = create()
  picture.refresh([A, B])
  picture.approach(true, true)
  await answer(judged(0.1))
  await answer(judged(0.1))
  const trying = picture.tryTopic('rats')
  expect(checks.slice(2).map(({ topic }) => topic)).toEqual(['rats', 'rats'])
  checks[2].answer.resolve(shows({ phrase: 'rats', probability: 0.3 }))
  checks[3].answer.resolve(shows({ phrase: 'rats', probability: 0.6 }))
  expect(await trying).toEqual({ phrase: 'rats', probability: 0.6 })
  expect(picture.report()?.ratings.topics).toEqual([])
})

test('another level counts at once, and nothing is asked again', async () => {
  const picture = create()
  picture.approach(true, true)
  await answer(judged(0.9))
  const states = (['gentle', 'strict', 'balanced'] as const).map((level) => {
    picture.apply({ ...defaults, level })
    return [mark(), picture.report()?.state]
  })
  expect(states).toEqual([
    ['shown', 'fine'],
    ['veiled', 'offensive'],
    ['veiled', 'offensive'],
  ])
  expect(checks).toHaveLength(1)
})

test('one on a host that may not be asked is asked about again when it may', async () => {
  const picture = create()
  picture.approach(true, true)
  await answer({
    state: 'unknown',
    kind: 'no-access',
    reason: ['reasonNoAccess', { host: 'x.example' }],
    host: 'x.example',
  })
  expect(picture.report()).toMatchObject({ state: 'unknown', unknown: 'no-access', host: 'x.example' })
  picture.accessAdded()
  expect([checks.length, picture.report()?.state]).toEqual([2, 'checking'])
  await answer({ state: 'unknown', kind: 'too-late', reason: ['reasonLateJudged'] })
  picture.accessAdded()
  expect(checks).toHaveLength(2)
})

test('a picture of the style that its server doesn’t have is none', async () => {
  const picture = create({}, [{ ...A, kind: 'background' }, B])
  picture.approach(true, true)
  await answer({ state: 'unknown', kind: 'missing', reason: ['reasonAnswered', { status: 404 }] }, 0)
  await answer(judged(0.1), 1)
  expect([mark(), picture.report()?.state]).toEqual(['shown', 'fine'])
})

test('one that is shown unchecked can be covered by its label, and shown again', async () => {
  const picture = create({ unknown: 'show' })
  picture.approach(true, true)
  await answer({ state: 'unknown', kind: 'too-late', reason: ['reasonLateJudged'] })
  const [, { toggle }] = label.show.mock.calls[label.show.mock.calls.length - 1]
  expect(mark()).toBe('shown')
  toggle()
  expect(mark()).toBe('veiled')
  toggle()
  expect(mark()).toBe('shown')
})

test('released, the element is the page’s again', () => {
  const picture = create()
  picture.approach(true, true)
  picture.release()
  expect([checks[0].signal.aborted, mark()]).toEqual([true, 'shown'])
  expect(label.hide).toHaveBeenCalled()
})

test('of several pictures in one element the worst counts, and is known before the others', async () => {
  const picture = create({}, [A, B])
  picture.approach(true, true)
  expect(checks.map((c) => c.address)).toEqual([A.address, B.address])
  await answer(judged(0.1), 0)
  expect(picture.report()?.state).toBe('checking')
  await answer(judged(0.9), 1)
  expect(picture.report()).toMatchObject({ state: 'offensive', address: B.address })
  picture.refresh([A])
  expect(picture.report()?.state).toBe('fine')
})

test('a banner that is low but wide is looked at, a line is not', () => {
  const picture = create()
  element.getBoundingClientRect = () => new DOMRect(0, 0, 728, 60)
  picture.measure()
  expect(picture.isLeftAlone).toBe(false)
  element.getBoundingClientRect = () => new DOMRect(0, 0, 5000, 10)
  picture.measure()
  expect(picture.isLeftAlone).toBe(true)
})

test('an <img> that fails to load is no picture', () => {
  const picture = create()
  expect(mark()).toBe('')
  Object.defineProperties(element, {
    complete: { value: true, configurable: true },
    naturalWidth: { value: 0 },
    naturalHeight: { value: 0 },
  })
  picture.refresh([A])
  picture.approach(true, true)
  expect([checks.length, mark(), picture.report()]).toEqual([0, 'shown', null])
})

test('a container is marked by what shows its pictures, so that its content stays', async () => {
  document.body.innerHTML = '<div></div>'
  element = document.querySelector('div') as HTMLElement
  const both: Source[] = [
    { kind: 'background', address: A.address },
    { kind: 'before', address: B.address },
  ]
  const picture = create({}, both)
  expect(mark()).toBe('background pseudo')
  picture.approach(true, true)
  await answer(judged(0.9), 0)
  expect(label.show.mock.calls[label.show.mock.calls.length - 1][0]).toMatchObject({ whole: false })
})

test('what was under way when the page was put away is asked again', async () => {
  const picture = create()
  picture.approach(true, true)
  picture.resume()
  expect(checks.map(({ signal }) => signal.aborted)).toEqual([true, false])
  await answer(judged(0.9))
  picture.resume()
  expect(checks).toHaveLength(2)
})

test('a mark that is taken away is held as it is wanted now', async () => {
  const picture = create()
  picture.holdMark()
  picture.approach(true, true)
  await answer(judged(0.9))
  picture.holdMark()
  picture.refresh([A])
  picture.apply({ ...defaults, threshold: 0.95 })
  picture.holdMark()
  expect(holds).toEqual([
    [element, []],
    [element, ['veiled']],
    [element, ['veiled']],
    [element, ['shown']],
  ])
})

test('one that the page loads again under its address is asked about anew', async () => {
  const picture = create()
  picture.approach(true, true)
  picture.loaded()
  await answer(judged(0.1))
  expect([mark(), checks.length]).toEqual(['shown', 1])
  picture.loaded()
  expect([mark(), checks.length, checks[1].anew]).toEqual(['', 2, true])
})

test('a cover that hides what the page paints over its picture lies flat from then on', async () => {
  const picture = create()
  picture.approach(true, true)
  await answer(judged(0.9))
  label.show.mock.lastCall?.[1].flatten()
  expect([mark(), label.show.mock.lastCall?.[1].flatten]).toEqual(['flat', undefined])
})

test('avatars and emoji of a known site are left alone', () => {
  site = { ignores: (_, address) => address === A.address, post: () => null }
  const picture = create()
  picture.approach(true, true)
  expect([checks.length, mark()]).toEqual([0, 'shown'])
  picture.refresh([B])
  expect([checks.length, mark()]).toEqual([1, ''])
})

/** An offensive picture in a post of a known site, and the post. */
async function inPost(unit: 'post' | 'fold'): Promise<{ picture: Picture; post: HTMLElement }> {
  site = { ignores: () => false, post: (found) => found.parentElement }
  const picture = create({ unit })
  picture.approach(true, true)
  await answer(judged(0.9))
  return { picture, post: element.parentElement as HTMLElement }
}

test('where the whole post is to be covered it is, until its picture is revealed', async () => {
  const { post } = await inPost('post')
  expect([mark(), post.getAttribute('data-mark')]).toEqual(['veiled', 'veiled'])
  const [, { toggle }] = label.show.mock.calls[label.show.mock.calls.length - 1]
  toggle()
  expect([mark(), post.getAttribute('data-mark')]).toEqual(['shown', ''])
})

test('a folded post is a line that says why, until it is opened', async () => {
  const { picture, post } = await inPost('fold')
  expect(post.getAttribute('data-mark')).toBe('folded')
  const [[shown, { toggle }]] = postLabel.show.mock.calls
  expect(shown).toEqual({ caption: '90% offensive', covering: true, whole: true })
  // nothing in it has a size now
  side = 0
  picture.measure()
  expect([post.getAttribute('data-mark'), picture.report()?.state]).toEqual(['folded', 'offensive'])
  side = 300
  toggle()
  expect([post.getAttribute('data-mark'), mark(), picture.report()?.state]).toEqual(['', 'shown', 'revealed'])
  expect([postLabel.hide.mock.calls.length, label.show.mock.lastCall?.[0].covering]).toEqual([1, false])
})

const FED = { image: null, texts: [{ embedding: 'AAAA', among: 1 }], complete: true, pixels: null }
/** What of a label's reasons says that it is wrong. */
const reasonsShown = (): Reasons => label.show.mock.lastCall?.[1].reasons

test('when another head judges it is asked about again, and shown as before until the answer is there', async () => {
  const picture = create()
  picture.approach(true, true)
  await answer(judged(0.9))
  picture.judgeAnew()
  expect([checks.length, mark(), picture.isOpen]).toEqual([2, 'veiled', true])
  await answer(judged(0.1))
  expect([mark(), picture.isOpen, picture.report()?.state]).toEqual(['shown', false, 'fine'])
})

test('far from the view it is asked about when it comes near; a look that fails takes no verdict away', async () => {
  const picture = create()
  picture.approach(true, true)
  await answer(judged(0.9))
  picture.approach(false, false)
  picture.judgeAnew()
  expect(checks.length).toBe(1)
  picture.approach(true, false)
  await answer({ state: 'unknown', kind: 'not-loaded', reason: ['reasonGivenUp'] })
  expect([checks.length, picture.report()?.state]).toEqual([2, 'offensive'])
})

test('its label says that it is wrong, what was shown by hand is judged anew, and both can be taken back', async () => {
  const picture = create()
  picture.approach(true, true)
  const result = judged(0.9)
  if (result.state === 'judged') result.verdict.fed = FED
  await answer(result)
  picture.reveal()
  await reasonsShown().correct?.(false)
  expect(corrected).toMatchObject([{ offensive: false, words: 'words', fed: FED, verdict: { offensive: true } }])
  expect(reasonsShown().takeBack).toBeNull()
  picture.judgeAnew()
  const anew = judged(0.95)
  if (anew.state === 'judged') anew.verdict.corrected = { id: 'abc', offensive: true }
  await answer(anew)
  expect(mark()).toBe('veiled')
  await reasonsShown().takeBack?.()
  expect(takeBack).toHaveBeenCalledWith('abc')
})

test('from the menu the picture at an address is corrected, where there is a verdict on it', async () => {
  const picture = create({}, [A, B])
  picture.approach(true, true)
  picture.correctAt('https://x.example/a.jpg', true)
  const result = judged(0.1)
  if (result.state === 'judged') result.verdict.fed = FED
  await answer(result, 0)
  picture.correctAt('https://x.example/elsewhere.jpg', true)
  picture.correctAt('https://x.example/a.jpg', true)
  expect(corrected.map(({ offensive }) => offensive)).toEqual([true])
})

test('shown, hidden and shown again before the first question has ended, a picture is asked about again', async () => {
  const picture = create()
  picture.approach(true, true)
  picture.refresh([B])
  picture.refresh([A])
  // bytes of a blob: address that are read take a while
  await answer({ state: 'unknown', kind: 'cancelled', reason: ['reasonCancelled'] }, 0)
  expect(checks.map(({ address }) => address)).toEqual([A, B, A].map(({ address }) => address))
})

test('what is under way as more is asked for is asked for anew', async () => {
  const picture = create()
  picture.approach(true, true)
  picture.apply({ ...defaults, sexual: true })
  await answer(judged(0.1), 0)
  expect([checks.length, checks[1].urgency.isUrgent, picture.report()?.state]).toEqual([2, true, 'checking'])
  picture.apply({ ...defaults, sexual: true, level: 'strict' })
  expect(checks.length).toBe(2)
})

test('a picture that comes from its style is asked about as such', () => {
  create({}, [A, { kind: 'background', address: B.address }]).approach(true, true)
  expect(checks.map(({ direct }) => direct)).toEqual([true, false])
})

test('given back, an element is marked as one that may be seen, and one that is gone by nothing', () => {
  create().release()
  expect(mark()).toBe('shown')
  const picture = create()
  element.remove()
  picture.release()
  expect(mark()).toBe('')
})
