// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { CheckResult, UnknownKind } from '../../../src/extension/check-result.ts'
import { check } from '../../../src/extension/content/check.ts'
import { deferred } from '../../fixtures/deferred.ts'

interface Message {
  name: string
  payload: { id: string; address?: string }
}

let sent: Message[]
let answer: (message: Message) => Promise<unknown>

// the one browser API that is needed; the real one has no way to lose an answer
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      sendMessage(message: Message) {
        sent.push(message)
        return message.name.endsWith('check-picture') ? answer(message) : Promise.resolve(null)
      },
    },
  },
}))

const FINE = { state: 'judged' } as CheckResult
const failed = (kind: UnknownKind): CheckResult => ({ state: 'unknown', kind, reason: 'failed' })
const ADDRESS = 'https://x.example/a.jpg'

let controller: AbortController
/** As a page's element is, with pixels that may be read or not. */
function picture(readable: boolean): Element {
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
  vi.stubGlobal('chrome', { runtime: { id: 'ours' } })
  controller = new AbortController()
  sent = []
  answer = async () => FINE
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const asked = () => sent.filter(({ name }) => name.endsWith('check-picture'))
const run = (element: Element, address = ADDRESS) => check(element, address, true, controller.signal)

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
  answer = async ({ payload }) => (payload.address === ADDRESS ? failed(kind) : FINE)
  const result = await run(picture(readable))
  expect(asked()).toHaveLength(times)
  if (times === 2) {
    expect(result).toEqual(FINE)
    expect(asked()[1].payload.address).toMatch(/^data:image\/png;base64,/)
  } else {
    expect(result).toMatchObject({ kind })
  }
})

test('pixels that can’t be read are told with what can be done', async () => {
  answer = async () => failed('changes')
  expect(await run(picture(false))).toMatchObject({ reason: 'failed; reveal it if you trust this page' })
})

test('a blob travels as its bytes, one that was given up as the element’s pixels', async () => {
  const element = picture(true)
  vi.stubGlobal('fetch', async () => new Response(new Blob(['blob'], { type: 'image/png' })))
  expect(await run(element, 'blob:x')).toEqual(FINE)
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('Failed to fetch')
  })
  expect(await run(element, 'blob:x')).toEqual(FINE)
  expect(asked().map(({ payload }) => atob(payload.address?.split(',')[1] ?? ''))).toEqual(['blob', 'pixels'])
})

test('a question that is lost with the worker is asked again under its id, five times at most', async () => {
  vi.useFakeTimers()
  answer = () => Promise.reject(new Error('the message channel closed'))
  const result = run(picture(false))
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await result).toMatchObject({ state: 'unknown', kind: 'failed' })
  expect([asked().length, new Set(asked().map(({ payload }) => payload.id)).size]).toEqual([5, 1])
})

test('an answer that never comes is not waited for longer than six minutes', async () => {
  vi.useFakeTimers()
  answer = () => new Promise(() => {})
  const result = run(picture(false))
  await vi.advanceTimersByTimeAsync(6 * 60_000)
  expect(await result).toMatchObject({ state: 'unknown', kind: 'too-late' })
  expect(sent[sent.length - 1].name).toBe('content-to-background: cancel-check')
})

test('one that nobody waits for any more is cancelled in the background', async () => {
  const slow = deferred<CheckResult>()
  answer = () => slow.promise
  const result = run(picture(false))
  controller.abort()
  slow.resolve(failed('not-loaded'))
  expect(await result).toMatchObject({ kind: 'cancelled' })
  expect(sent.map(({ name }) => name)).toEqual([
    'content-to-background: check-picture',
    'content-to-background: cancel-check',
  ])
})
