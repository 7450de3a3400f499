// @vitest-environment happy-dom

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CheckResult } from '../../../src/extension/check-result.ts'
import type { Check } from '../../../src/extension/content/check.ts'
import type { Cover } from '../../../src/extension/content/cover/cover.ts'
import type { Word } from '../../../src/extension/content/cover/stylesheet.ts'
import type { Labels } from '../../../src/extension/content/label/labels.ts'
import { Pictures } from '../../../src/extension/content/pictures.ts'
import { defaults } from '../../../src/extension/settings.ts'
import type { Urgency } from '../../../src/extension/urgency.ts'
import { deferred } from '../../fixtures/deferred.ts'
import { verdictOf } from '../../fixtures/verdict.ts'

const UNKNOWN: CheckResult = { state: 'unknown', kind: 'failed', reason: ['reasonLost'] }

/** An IntersectionObserver that tells when the test wants it to. */
class Observer {
  readonly observed = new Set<Element>()
  constructor(
    private readonly listener: IntersectionObserverCallback,
    readonly options: IntersectionObserverInit,
  ) {
    observers.push(this)
  }
  observe = (element: Element) => this.observed.add(element)
  unobserve = (element: Element) => this.observed.delete(element)
  disconnect = () => this.observed.clear()
  tell(isIntersecting: boolean) {
    const boundingClientRect = element.getBoundingClientRect()
    const entry = { target: element, isIntersecting, boundingClientRect } as unknown as IntersectionObserverEntry
    this.listener([entry], this as unknown as IntersectionObserver)
  }
}

let observers: Observer[]
let element: HTMLElement
let pictures: Pictures
let marks: Map<Element, Word[]>
let checks: { urgency: Urgency; signal: AbortSignal; answer: ReturnType<typeof deferred<CheckResult>> }[]

beforeEach(() => {
  observers = []
  checks = []
  vi.stubGlobal('IntersectionObserver', Observer)
  vi.stubGlobal('ResizeObserver', Observer)
  document.body.innerHTML = '<img src="https://x.example/a.jpg">'
  element = document.querySelector('img') as HTMLElement
  Object.defineProperty(element, 'complete', { value: false })
  const check: Check = ({ urgency }, signal) => {
    checks.push({ urgency, signal, answer: deferred() })
    return checks[checks.length - 1].answer.promise
  }
  marks = new Map()
  const mark = (marked: Element, words: Word[]) => void marks.set(marked, words)
  const cover: Cover = { mark, hold() {}, forgive() {}, adopt() {}, apply() {}, close() {} }
  const labels = { add() {}, remove() {} } as unknown as Labels
  pictures = new Pictures(
    { ...defaults, unknown: 'show' },
    {
      check,
      cover,
      labels,
      site: null,
      correct: async () => async () => {},
      takeBack: async () => {},
      leaveSite() {},
      onChange() {},
    },
  )
})
afterEach(() => vi.unstubAllGlobals())

const settle = () => new Promise((resolve) => setTimeout(resolve))
/** Shows a picture whose top is so far down the page; the window is 768 pixels high. */
async function show(top: number): Promise<void> {
  element.getBoundingClientRect = () => new DOMRect(0, top, 300, 300)
  pictures.show(element, [{ kind: 'img', address: 'https://x.example/a.jpg' }])
  await settle()
}
const nearness = () => observers.find(({ options }) => options?.rootMargin) as Observer
const views = () => observers.find(({ options }) => options && !options.rootMargin) as Observer
const isUrgent = () => checks.map(({ urgency }) => urgency.isUrgent)

test('what is asked about ahead becomes urgent as it comes into view', async () => {
  await show(1000)
  expect([isUrgent(), views().observed.size]).toEqual([[false], 1])
  views().tell(false)
  expect(isUrgent()).toEqual([false])
  views().tell(true)
  expect([isUrgent(), views().observed.size]).toEqual([[true], 0])
})

test('what is in view is urgent at once, and its coming into view is not watched for', async () => {
  await show(100)
  expect([isUrgent(), views().observed.size]).toEqual([[true], 0])
})

test('what is far or judged is no longer watched', async () => {
  await show(1000)
  nearness().tell(false)
  expect([checks[0].signal.aborted, views().observed.size]).toEqual([true, 0])
  nearness().tell(true)
  expect([isUrgent(), views().observed.size]).toEqual([[false, false], 1])
  checks[1].answer.resolve(UNKNOWN)
  await settle()
  expect([nearness().observed.size, views().observed.size]).toEqual([0, 0])
})

test('closed, nothing is watched', async () => {
  await show(1000)
  pictures.close()
  expect(observers.map(({ observed }) => observed.size)).toEqual([0, 0, 0])
})

test('a report is in the page’s order, whatever came first', async () => {
  await show(100)
  const earlier = document.createElement('img')
  Object.defineProperty(earlier, 'complete', { value: false })
  earlier.getBoundingClientRect = element.getBoundingClientRect
  element.before(earlier)
  pictures.show(earlier, [{ kind: 'img', address: 'https://x.example/earlier.jpg' }])
  const addresses = (found: { address: string }[]) => found.map(({ address }) => address.split('/').at(-1))
  expect(addresses(pictures.reports())).toEqual(['a.jpg', 'earlier.jpg'])
  expect(addresses(pictures.report())).toEqual(['earlier.jpg', 'a.jpg'])
})

test('a picture in view that becomes another one is asked about as urgently', async () => {
  await show(100)
  pictures.show(element, [{ kind: 'img', address: 'https://x.example/b.jpg' }])
  expect(isUrgent()).toEqual([true, true])
})

/** Two pictures of a part without a box, one after the other. */
async function showInSvg(part: string, image: string): Promise<void> {
  document.body.innerHTML = `<svg><${part}><${image} href="a"></${image}><${image} href="b"></${image}></${part}></svg>`
  element = document.querySelector('svg') as unknown as HTMLElement
  element.getBoundingClientRect = () => new DOMRect(0, 100, 300, 300)
  for (const image of element.firstElementChild?.children ?? []) {
    pictures.show(image, [{ kind: 'svg', address: `https://x.example/${image.getAttribute('href')}.jpg` }])
    await settle()
  }
}

test('a picture that comes late to a box that is watched is asked about, too', async () => {
  await showInSvg('pattern', 'image')
  expect(isUrgent()).toEqual([true, true])
})

test('a box that shows several is covered while one of them is', async () => {
  await showInSvg('filter', 'feImage')
  const fine = { state: 'judged', verdict: verdictOf({ probability: 0.1 }), devices: null } as const
  checks[0].answer.resolve({ ...fine, verdict: verdictOf({ probability: 0.9 }) })
  await settle()
  checks[1].answer.resolve(fine)
  await settle()
  expect(marks.get(element)).toEqual(['veiled'])
  const [flagged] = element.firstElementChild?.children ?? []
  flagged.remove()
  pictures.forgetGone()
  await settle()
  expect(marks.get(element)).toEqual(['shown'])
})
