// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CheckResult, UnknownKind } from '../../../src/extension/check-result.ts'
import { createCheck } from '../../../src/extension/content/check.ts'
import { Urgency } from '../../../src/extension/urgency.ts'

let asked: { address: string; background?: string }[]
/** How urgent each question is. */
let urgencies: Urgency[]
let answer: (address: string, signal: AbortSignal) => Promise<CheckResult>

const FINE = { state: 'judged' } as CheckResult
const failed = (kind: UnknownKind): CheckResult => ({ state: 'unknown', kind, reason: ['reasonSlow', { seconds: 30 }] })
const ADDRESS = 'https://x.example/a.jpg'

let controller: AbortController
let urgency: Urgency
/** As a page's element is, with pixels that may be read or not. */
function picture(readable: boolean): HTMLElement {
  const element = document.createElement('img')
  Object.assign(element, { decode: async () => {} })
  for (const side of ['naturalWidth', 'naturalHeight']) Object.defineProperty(element, side, { value: 8 })
  const canvas = {
    getContext: () => ({ drawImage() {} }),
    toBlob(done: (blob: Blob) => void) {
      if (!readable) throw new DOMException('tainted', 'SecurityError')
      done(new Blob(['pixels'], { type: 'image/png' }))
    },
  }
  vi.spyOn(document, 'createElement').mockReturnValue(canvas as unknown as HTMLElement)
  return element
}

beforeEach(() => {
  controller = new AbortController()
  asked = []
  urgencies = []
  urgency = new Urgency(false)
  answer = async () => FINE
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const check = createCheck({
  ask(question, urgency, signal) {
    asked.push(question)
    urgencies.push(urgency)
    return answer(question.address, signal)
  },
})
const run = (element: Element, address = ADDRESS, direct = true) =>
  check({ element, address, direct, urgency, anew: false }, controller.signal)

test.each<[UnknownKind, boolean, number]>([
  ['not-loaded', true, 2],
  ['changes', true, 2],
  ['not-loaded', false, 1],
  ['no-access', true, 1],
  ['private-address', true, 1],
  ['too-large', true, 1],
  ['unreadable', true, 1],
  ['language', true, 1],
  ['too-late', true, 1],
  ['failed', true, 1],
])('after "%s" a picture whose pixels are readable (%s) is asked about %d times', async (kind, readable, times) => {
  answer = async (address) => (address === ADDRESS ? failed(kind) : FINE)
  const result = await run(picture(readable))
  expect(asked).toHaveLength(times)
  if (times === 2) {
    expect(result).toEqual(FINE)
    expect(asked[1].address).toMatch(/^data:image\/png;base64,/)
    for (const each of urgencies) expect(each).toBe(urgency)
  } else {
    expect(result).toMatchObject({ kind })
  }
})

test('a picture of an element’s style is not judged by what the element shows itself', async () => {
  answer = async (address) => (address === ADDRESS ? failed('changes') : FINE)
  expect(await run(picture(true), ADDRESS, false)).toMatchObject({ state: 'unknown', kind: 'changes' })
})

test('pixels that can’t be read are told with what can be done', async () => {
  answer = async () => failed('changes')
  expect(await run(picture(false))).toMatchObject({ kept: true })
})

test('a blob travels as its bytes, one that was given up as the element’s pixels', async () => {
  const element = picture(true)
  vi.stubGlobal('fetch', async () => new Response(new Blob(['blob'], { type: 'image/png' })))
  expect(await run(element, 'blob:x')).toEqual(FINE)
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch')
  })
  expect(await run(element, 'blob:x')).toEqual(FINE)
  expect(asked.map(({ address }) => atob(address.split(',')[1]))).toEqual(['blob', 'pixels'])
})

test('an answer that never comes is not waited for longer than six minutes', async () => {
  vi.useFakeTimers()
  let given: AbortSignal | undefined
  answer = (_, signal) => {
    given = signal
    return new Promise(() => {})
  }
  const result = run(picture(false))
  await vi.advanceTimersByTimeAsync(6 * 60_000)
  expect(await result).toMatchObject({ state: 'unknown', kind: 'too-late' })
  expect(given?.aborted).toBe(true)
})

test('what the picture stands on is asked along', async () => {
  const element = picture(true)
  element.style.backgroundColor = 'rgb(1, 2, 255)'
  document.body.append(element)
  await run(element)
  expect(asked).toEqual([{ address: ADDRESS, anew: false, background: '#0102ff' }])
})
