import { beforeEach, expect, test, vi } from 'vitest'
import { answerLines, type Question } from '../../src/extension/check-line.ts'
import type { CheckResult } from '../../src/extension/check-result.ts'
import { deferred } from '../fixtures/deferred.ts'

const ID = vi.hoisted(() => 'the-extension')
type Listener<T> = (given: T) => void
let connect: Listener<object>

// the one browser API that is needed; the real one has no way to forge a sender
vi.mock('webextension-polyfill', () => ({
  default: { runtime: { id: ID, onConnect: { addListener: (l: Listener<object>) => (connect = l) } } },
}))

/** The background's end of a port. */
function port(sender: object = { id: ID, tab: { id: 1 } }, name = 'checks') {
  const said: unknown[] = []
  const end = { hear: (_: unknown) => {}, lose: () => {}, disconnect: vi.fn(), said }
  connect({
    name,
    sender,
    onMessage: { addListener: (l: Listener<unknown>) => (end.hear = l) },
    onDisconnect: { addListener: (l: () => void) => (end.lose = l) },
    postMessage: (message: unknown) => said.push(message),
    disconnect: end.disconnect,
  })
  return end
}

const FINE = { state: 'judged' } as CheckResult
const question = { id: 'a', address: 'https://x.example/a.jpg', urgent: true }
let checked: Question[]
let urged: string[]
let left: string[]
let cancelled: string[]
let answers: Record<string, ReturnType<typeof deferred<CheckResult>>>
beforeEach(() => {
  checked = []
  urged = []
  left = []
  cancelled = []
  answers = {}
  answerLines({
    check(question) {
      checked.push(question)
      answers[question.id] = deferred()
      return answers[question.id].promise
    },
    urge: (id) => urged.push(id),
    leave: (id) => left.push(id),
    cancel: (id) => cancelled.push(id),
  })
})
const settle = () => new Promise((resolve) => setTimeout(resolve))
const NOTHING = { ask: [], urge: [], leave: [] }
const ask = (...ask: object[]) => ({ ...NOTHING, ask })

test('answers of one moment go in one message, whatever the order of their questions', async () => {
  const end = port()
  end.hear(ask(question, { ...question, id: 'b' }, { ...question, id: 'c' }))
  await settle()
  for (const id of ['c', 'a']) answers[id].resolve(FINE)
  await settle()
  answers.b.resolve(FINE)
  await settle()
  const answer = (id: string) => ({ id, result: FINE })
  expect(end.said).toEqual([[answer('c'), answer('a')], [answer('b')]])
})

test.each([
  ['another extension', { id: 'other', tab: { id: 1 } }],
  ['what is no page', { id: ID }],
])('%s gets no line', (_, sender) => {
  const end = port(sender)
  expect(end.disconnect).toHaveBeenCalled()
  end.hear(ask(question))
  expect(checked).toEqual([])
})

test('lines of other names are left alone', () => {
  expect(port(undefined, 'other').disconnect).not.toHaveBeenCalled()
})

test.each([
  null,
  'text',
  {},
  ask({}),
  { ...NOTHING, leave: [7] },
  { ...NOTHING, leave: Array(10_001).fill('a') },
  { ...NOTHING, urge: [7] },
  { ...NOTHING, urge: ['a'.repeat(65)] },
  { ...NOTHING, urge: Array(10_001).fill('a') },
  { ...NOTHING, urge: undefined },
])('after words that it doesn’t know (%#) a line is cut', (message) => {
  const end = port()
  end.hear(message)
  expect(end.disconnect).toHaveBeenCalled()
})

test.each([
  ['a file address', { address: 'file:///etc/passwd' }, /Invalid format/],
  ['an address of the extension', { address: 'chrome-extension://x/head.json' }, /Invalid format/],
  ['a missing field', { urgent: undefined }, /urgent/],
  ['a colour that is none', { background: 'url(x)' }, /Invalid format/],
])('%s alone is refused, and the rest is answered', async (_, wrong, reason) => {
  const end = port()
  end.hear(ask({ ...question, ...wrong, id: 'wrong' }, question))
  await settle()
  expect(end.said).toEqual([[{ id: 'wrong', result: expect.objectContaining({ kind: 'failed' }) }]])
  expect(JSON.stringify(end.said)).toMatch(reason)
  expect(checked).toEqual([question])
})

test('what a page leaves may be finished, what its line’s end leaves is given up; another line’s is neither', () => {
  const [one, other] = [port(), port()]
  one.hear(ask(question, { ...question, id: 'b' }))
  other.hear({ ...NOTHING, leave: ['a'] })
  expect([left, cancelled]).toEqual([[], []])
  one.hear({ ...NOTHING, leave: ['a'] })
  expect([left, cancelled]).toEqual([['a'], []])
  one.lose()
  expect([left, cancelled]).toEqual([['a'], ['a', 'b']])
})

test('what is open on the line is urged; what isn’t, or is another line’s, is not', async () => {
  const [one, other] = [port(), port()]
  one.hear(ask(question, { ...question, id: 'done' }))
  answers.done.resolve(FINE)
  await settle()
  other.hear({ ...NOTHING, urge: ['a'] })
  expect(urged).toEqual([])
  one.hear({ ...NOTHING, urge: ['a', 'done', 'unheard-of'] })
  expect(urged).toEqual(['a'])
})
