import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Asked } from '../../../src/extension/check-line.ts'
import type { CheckResult } from '../../../src/extension/check-result.ts'
import { Line } from '../../../src/extension/content/line.ts'
import { createGlimpse } from '../../../src/extension/glimpse.ts'
import { Urgency } from '../../../src/extension/urgency.ts'

/** The page's end of a port. */
interface Port {
  said: Asked[]
  answer: (answers: unknown) => void
  lose: () => void
  disconnect: ReturnType<typeof vi.fn>
}
let ports: Port[]

// the one browser API that is needed; the real one has no way to lose a port
vi.mock('webextension-polyfill', () => ({
  default: {
    runtime: {
      connect() {
        const port: Port = { said: [], answer() {}, lose() {}, disconnect: vi.fn() }
        ports.push(port)
        return {
          onMessage: { addListener: (l: Port['answer']) => (port.answer = l) },
          onDisconnect: { addListener: (l: () => void) => (port.lose = l) },
          postMessage: (message: Asked) => port.said.push(message),
          disconnect: port.disconnect,
        }
      },
    },
  },
}))

const FINE = { state: 'judged' } as CheckResult
let line: Line
let controller: AbortController
let urgency: Urgency
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('chrome', { runtime: { id: 'ours' } })
  ports = []
  line = new Line()
  controller = new AbortController()
  urgency = new Urgency(false)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const ask = (name: string) => line.ask({ address: `https://x.example/${name}` }, urgency, controller.signal)
const NOTHING = { ask: [], urge: [], leave: [] }
const settle = () => vi.advanceTimersByTimeAsync(0)
const idsOf = ({ said }: Port) => said.flatMap(({ ask }) => ask.map(({ id }) => id))

test('questions of one moment go in one message, and each gets its own answer', async () => {
  const results = [ask('a'), ask('b')]
  await settle()
  expect(ports[0].said).toMatchObject([{ ask: [{ address: /a$/ }, { address: /b$/ }].map(() => ({})), leave: [] }])
  const [a, b] = idsOf(ports[0])
  const other = { ...FINE, device: null }
  ports[0].answer([{ id: b, result: other }])
  ports[0].answer([{ id: a, result: FINE }])
  expect(await Promise.all(results)).toEqual([FINE, other])
})

test('whole pictures are spread over messages', async () => {
  for (const name of ['a', 'b', 'c']) void ask(name.repeat(14_000_000))
  await settle()
  expect(ports[0].said.map(({ ask }) => ask.length)).toEqual([2, 1])
})

test('what is cancelled at once is never asked, later it is taken back', async () => {
  const early = ask('early')
  controller.abort()
  expect(await early).toMatchObject({ kind: 'cancelled' })
  await settle()
  expect(ports).toEqual([])
  controller = new AbortController()
  const late = ask('late')
  await settle()
  controller.abort()
  expect(await late).toMatchObject({ kind: 'cancelled' })
  await settle()
  expect(ports[0].said[1]).toEqual({ ...NOTHING, leave: idsOf(ports[0]) })
})

test('what becomes urgent is urged once; what did so before it was asked is asked as that', async () => {
  void ask('a')
  await settle()
  const [first] = ports[0].said
  expect(first.ask.map(({ urgent }) => urgent)).toEqual([false])
  urgency.raise()
  urgency.raise()
  void ask('b')
  await settle()
  const [, second] = ports[0].said
  expect([second.urge, second.ask.map(({ urgent }) => urgent)]).toEqual([[first.ask[0].id], [true]])
  urgency = new Urgency(false)
  void ask('c')
  urgency.raise()
  await settle()
  const [, , third] = ports[0].said
  expect([third.urge, third.ask.map(({ urgent }) => urgent)]).toEqual([[], [true]])
})

test('what is answered or given up is not urged, and what is lost is asked again as urgent as it is', async () => {
  void ask('answered')
  await settle()
  ports[0].answer([{ id: idsOf(ports[0])[0], result: FINE }])
  void ask('given up')
  await settle()
  controller.abort()
  urgency.raise()
  await settle()
  expect(ports[0].said.at(-1)).toEqual({ ...NOTHING, leave: [idsOf(ports[0])[1]] })
  controller = new AbortController()
  urgency = new Urgency(false)
  void ask('lost')
  await settle()
  ports[0].lose()
  urgency.raise()
  await vi.advanceTimersByTimeAsync(2000)
  expect(ports[1].said).toMatchObject([{ ask: [{ urgent: true }], urge: [] }])
})

test('a question that is lost with the worker is asked again, five times at most', async () => {
  const result = ask('lost')
  for (let i = 0; i < 5; i++) {
    await vi.advanceTimersByTimeAsync(2000)
    expect(ports).toHaveLength(i + 1)
    expect(idsOf(ports[i])).toHaveLength(1)
    ports[i].lose()
  }
  expect(await result).toMatchObject({ state: 'unknown', kind: 'failed' })
})

test('one that was given up while its line was lost is not asked again', async () => {
  void ask('lost')
  await settle()
  ports[0].lose()
  controller.abort()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(ports).toHaveLength(1)
})

test('a page that an update has cut off asks no more', async () => {
  const result = ask('lost')
  await settle()
  vi.stubGlobal('chrome', { runtime: {} })
  ports[0].lose()
  expect(await result).toMatchObject({ kind: 'failed' })
})

test('the background is kept awake while a question is open, and the port is closed after', async () => {
  void ask('a')
  await vi.advanceTimersByTimeAsync(31_000)
  expect(ports[0].said.slice(1)).toEqual(Array(2).fill(NOTHING))
  ports[0].answer([{ id: idsOf(ports[0])[0], result: FINE }])
  await vi.advanceTimersByTimeAsync(15_000)
  expect(ports[0].disconnect).toHaveBeenCalled()
  expect(vi.getTimerCount()).toBe(0)
})

test('after a stay in the back/forward cache the next question opens another port', async () => {
  void ask('a')
  await settle()
  line.renew()
  void ask('b')
  await settle()
  expect(ports).toHaveLength(2)
})

test('what a first look saw is told before the verdict, and ends nothing', async () => {
  const glimpse = createGlimpse()
  const result = line.ask({ address: 'https://x.example/a', glimpse: true }, urgency, controller.signal, glimpse)
  await settle()
  const [id] = idsOf(ports[0])
  ports[0].answer([{ id, lettering: true }])
  expect(await glimpse.seen).toBe(true)
  ports[0].answer([{ id, result: FINE }])
  expect(await result).toBe(FINE)
})
