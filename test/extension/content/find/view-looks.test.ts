// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createViewLooks, type ViewLooks } from '../../../../src/extension/content/find/view-looks.ts'

const POINT_MS = 0.005

let controller: AbortController
let view: ViewLooks
/** By how many milliseconds the clock goes. */
let tick: number
/** Milliseconds that the next points take; those after them take POINT_MS. */
let slow: number[]
/** When the view was looked through, in milliseconds from the start. */
let looks: number[]

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 0 })
  let clock = 0
  vi.spyOn(performance, 'now').mockImplementation(() => Math.floor(clock / tick) * tick)
  document.elementsFromPoint = () => {
    clock += slow.shift() ?? POINT_MS
    return []
  }
  tick = 0.001
  slow = []
  looks = []
  controller = new AbortController()
  const scan = (elements: Iterable<Element>) => {
    looks.push(Date.now())
    for (const _ of elements);
  }
  view = createViewLooks(document, scan, controller.signal)
})
afterEach(() => {
  controller.abort()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (ms: number) => vi.advanceTimersByTime(ms)
const pointsInView = () => Math.round(innerWidth / 56) * Math.round(innerHeight / 56)

test('without an event the view is looked through ever more rarely, each minute at least', () => {
  pass(200_000)
  const [first, ...rests] = looks.map((at, i) => at - (looks[i - 1] ?? 0))
  expect(first).toBe(200)
  expect(rests[0]).toBeLessThan(5000)
  for (const [i, rest] of rests.entries()) expect(rest).toBeGreaterThanOrEqual(rests[i - 1] ?? 0)
  expect(rests.at(-1)).toBe(60_000)
})

test('after an event it is looked through soon, and then as often as at first', () => {
  pass(100_000)
  looks = []
  view.soon()
  pass(10_000)
  expect(looks[0] - 100_000).toBe(200)
  expect(looks[1] - looks[0]).toBeLessThan(5000)
})

test.each([0.001, 1])('what costs more is done more rarely, by a clock of %f ms too', (ms) => {
  tick = ms
  slow = Array(pointsInView()).fill(4 * POINT_MS)
  pass(200)
  pass(4 * 0.9 * pointsInView() * POINT_MS * 2000)
  expect(looks).toHaveLength(1)
})

test('a point that waits for the page’s layout or for another process puts nothing off', () => {
  slow = [50, ...Array(pointsInView() / 2).fill(POINT_MS), 50]
  pass(200)
  pass(10_000)
  expect(looks.length).toBeGreaterThan(1)
})
