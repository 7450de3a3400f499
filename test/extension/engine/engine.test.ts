import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Verdict } from '../../../src/core/decide.ts'
import type { Towers } from '../../../src/core/model/towers.ts'
import type { Platform } from '../../../src/core/platform.ts'
import { createEngine, type Engine, type EngineOptions } from '../../../src/extension/engine/engine.ts'
import { deferred } from '../../fixtures/deferred.ts'
import { tinyHead } from '../../fixtures/head.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const IDLE_MS = 1000
const manifest = tinyManifest(2)
const pixels = { width: 1, height: 1, data: new Uint8Array(3) }
const textJob = (id: string, text = 'bad') => ({ id, text, sexual: false })
const pictureJob = (id: string, address: string) => ({ id, address, sexual: false })

/** What the parts below were asked, and what a test may have them do. */
function createMade() {
  const listeners = new Set<() => void>()
  return {
    loads: 0,
    closed: 0,
    fetched: [] as string[],
    bias: -2,
    kept: new Map<string, Verdict>(),
    listeners,
    /** Replaced by a test that wants the text tower to take its time. */
    embed: async () => Float32Array.of(1, 0),
    fail: null as Error | null,
    chooseHead(bias: number) {
      this.bias = bias
      for (const listener of listeners) listener()
    },
  }
}
type Made = ReturnType<typeof createMade>

const towersOf = (made: Made): Towers => ({
  manifest,
  embedImage: async () => Float32Array.of(0, 1),
  embedTexts: async (texts) => [await made.embed(), ...texts.slice(1).map(() => null)],
  close: async () => void made.closed++,
})

const headsOf = (made: Made): EngineOptions['heads'] => ({
  async current() {
    const head = { ...tinyHead(manifest), bias: made.bias }
    const bytes = new TextEncoder().encode(JSON.stringify(head)) as Uint8Array<ArrayBuffer>
    return { name: 'head.json', bytes, own: true, head, manifest }
  },
  onChange(listener) {
    made.listeners.add(listener)
    return () => made.listeners.delete(listener)
  },
})

/** An engine's parts as a machine without browser and models can have them. */
const optionsOf = (made: Made): EngineOptions => ({
  platform: { decode: async () => pixels } as unknown as Platform,
  async loadTowers() {
    made.loads++
    if (made.fail) throw made.fail
    return { towers: towersOf(made), device: 'wasm' }
  },
  heads: headsOf(made),
  cache: {
    recall: async (name, model) => made.kept.get(`${name} ${model.head}`),
    async remember(names, verdict) {
      for (const name of names) made.kept.set(`${name} ${verdict.model.head}`, verdict)
    },
  },
  async fetchPicture(address) {
    made.fetched.push(address)
    return new Uint8Array(1)
  },
  idleMs: IDLE_MS,
  onIdle: vi.fn(),
})

let engine: Engine
let made: Made
let options: EngineOptions
beforeEach(() => {
  vi.useFakeTimers()
  made = createMade()
  options = optionsOf(made)
  engine = createEngine(options)
})
afterEach(async () => {
  await engine.close()
  vi.useRealTimers()
})

const probabilityOf = (result: Awaited<ReturnType<Engine['judge']>>) =>
  result.state === 'judged' ? result.verdict.probability : result.reason

test('the models load with the first job, stay while jobs come, and leave memory when idle', async () => {
  expect(made.loads).toBe(0)
  await engine.judge(textJob('a'))
  await vi.advanceTimersByTimeAsync(IDLE_MS - 1)
  await engine.judge(textJob('b'))
  await vi.advanceTimersByTimeAsync(IDLE_MS - 1)
  expect([made.loads, made.closed]).toEqual([1, 0])
  await vi.advanceTimersByTimeAsync(1)
  expect([made.loads, made.closed]).toEqual([1, 1])
  expect(options.onIdle).toHaveBeenCalledOnce()
  expect(probabilityOf(await engine.judge(textJob('c')))).toBeCloseTo(1 / (1 + Math.exp(-2)))
  expect(made.loads).toBe(2)
})

test('while a job runs no time counts as idle', async () => {
  const slow = deferred<Float32Array<ArrayBuffer>>()
  made.embed = () => slow.promise
  const job = engine.judge(textJob('a'))
  await vi.advanceTimersByTimeAsync(10 * IDLE_MS)
  expect(made.closed).toBe(0)
  slow.resolve(Float32Array.of(1, 0))
  expect((await job).state).toBe('judged')
})

test('another head is used from the next job on; the job under way ends with the models that it has', async () => {
  const slow = deferred<Float32Array<ArrayBuffer>>()
  made.embed = () => slow.promise
  const before = engine.judge(textJob('a'))
  await vi.advanceTimersByTimeAsync(0)
  made.chooseHead(2)
  await vi.advanceTimersByTimeAsync(0)
  expect(made.closed).toBe(0)
  slow.resolve(Float32Array.of(1, 0))
  expect(probabilityOf(await before)).toBeCloseTo(1 / (1 + Math.exp(-2)))
  await vi.advanceTimersByTimeAsync(0)
  expect(made.closed).toBe(1)
  expect(probabilityOf(await engine.judge(textJob('b')))).toBeCloseTo(1 / (1 + Math.exp(-6)))
  expect(made.loads).toBe(2)
})

test('a head chosen while the models load is the one that the next job gets', async () => {
  const first = engine.judge(textJob('a'))
  made.chooseHead(2)
  await first
  expect(probabilityOf(await engine.judge(textJob('b')))).toBeCloseTo(1 / (1 + Math.exp(-6)))
})

test('a cancelled job ends as unknown, and says so', async () => {
  const slow = deferred<Float32Array<ArrayBuffer>>()
  made.embed = () => slow.promise
  const job = engine.judge(textJob('a'))
  await vi.advanceTimersByTimeAsync(0)
  engine.cancel('a')
  engine.cancel('unheard-of')
  slow.resolve(Float32Array.of(1, 0))
  expect(await job).toEqual({ state: 'unknown', reason: 'was cancelled' })
})

test('models that fail to load are told as the reason, and tried again by the next job', async () => {
  made.fail = new Error('text.onnx is damaged')
  expect(probabilityOf(await engine.judge(textJob('a')))).toBe('text.onnx is damaged')
  made.fail = null
  expect((await engine.judge(textJob('b'))).state).toBe('judged')
  expect(made.loads).toBe(2)
})

test('a verdict that is kept by address or by pixels needs no models', async () => {
  const judged = await engine.judge(textJob('a'))
  if (judged.state !== 'judged') throw new Error(judged.reason)
  await vi.advanceTimersByTimeAsync(IDLE_MS)
  const { verdict } = judged
  made.kept.set(`https://x.example/a.jpg ${verdict.model.head}`, verdict)
  expect(await engine.judge(pictureJob('b', 'https://x.example/a.jpg'))).toEqual({ ...judged, device: null })
  expect(made.fetched).toEqual([])
  // the same pixels elsewhere: fetched once, then known by that address too
  const hash = '1x1:709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c'
  made.kept.set(`${hash} ${verdict.model.head}`, verdict)
  for (const id of ['c', 'd']) {
    expect(await engine.judge(pictureJob(id, 'https://x.example/b.jpg'))).toEqual({ ...judged, device: null })
  }
  expect(made.fetched).toEqual(['https://x.example/b.jpg'])
  // a data address is as long as the picture: its pixels name it well enough
  await engine.judge(pictureJob('e', 'data:image/png;base64,AAAA'))
  expect([...made.kept.keys()].filter((key) => key.startsWith('data:'))).toEqual([])
  expect(made.loads).toBe(1)
})

test('a kept text in another language is no verdict either', async () => {
  const judged = await engine.judge(textJob('a'))
  if (judged.state !== 'judged') throw new Error(judged.reason)
  const { verdict } = judged
  made.kept.set(`https://x.example/es.jpg ${verdict.model.head}`, { ...verdict, language: 'es', sexual: 0.25 })
  expect(await engine.judge(pictureJob('b', 'https://x.example/es.jpg'))).toEqual({
    state: 'unknown',
    reason: 'has text in Spanish, and only English is judged',
    sexual: 0.25,
  })
})

test('closed while a job runs, the engine ends the job and then leaves memory', async () => {
  const slow = deferred<Float32Array<ArrayBuffer>>()
  made.embed = () => slow.promise
  const job = engine.judge(textJob('a'))
  await vi.advanceTimersByTimeAsync(0)
  await engine.close()
  slow.resolve(Float32Array.of(1, 0))
  expect(await job).toEqual({ state: 'unknown', reason: 'was cancelled' })
  await vi.advanceTimersByTimeAsync(0)
  expect([made.closed, vi.getTimerCount()]).toEqual([1, 0])
})

test('closed, the engine leaves no models, no timer and no listener', async () => {
  await engine.judge(textJob('a'))
  await engine.close()
  expect([made.closed, vi.getTimerCount(), made.listeners.size]).toEqual([1, 0, 0])
})
