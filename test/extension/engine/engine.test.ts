import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createJudge } from '../../../src/core/corrections/corrected-head.ts'
import type { Verdict } from '../../../src/core/decide.ts'
import { DeviceError } from '../../../src/core/device-error.ts'
import { Lazy } from '../../../src/core/lazy.ts'
import { modelName } from '../../../src/core/model/head.ts'
import { BUNDLED_MODEL } from '../../../src/core/model/manifest.ts'
import { ModelError } from '../../../src/core/model/model-error.ts'
import { UNRATED } from '../../../src/core/model/ratings.ts'
import type { Towers } from '../../../src/core/model/towers.ts'
import type { Platform } from '../../../src/core/platform.ts'
import type { Proceed } from '../../../src/core/proceed.ts'
import type { LineModels } from '../../../src/core/reading/line-models.ts'
import { withTopics } from '../../../src/core/topic-model.ts'
import type { Device } from '../../../src/extension/check-result.ts'
import type { OnDevice } from '../../../src/extension/engine/device.ts'
import { createEngine, type Engine, type EngineOptions } from '../../../src/extension/engine/engine.ts'
import type { CurrentHead } from '../../../src/extension/engine/head-store.ts'
import { nameOfBytes } from '../../../src/extension/verdict-cache.ts'
import { deferred } from '../../fixtures/deferred.ts'
import { LEVELLED, levelsOf, tinyHead } from '../../fixtures/head.ts'
import { tinyManifest } from '../../fixtures/manifest.ts'

const IDLE_MS = 1000
const manifest = tinyManifest(2)
const pixels = { width: 1, height: 1, data: new Uint8Array(3) }
const HASH = '1x1:709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c'
/** PNG header of a picture of 7000 x 7000 pixels. */
const HUGE = Uint8Array.from(Buffer.from('89504e470d0a1a0a0000000d4948445200001b5800001b580802000000', 'hex'))
const textJob = (id: string, text = 'bad') => ({ id, picture: false, text, ratings: [], urgent: true })
const pictureJob = (id: string) => ({ id, picture: true, ratings: [], urgent: true })
const lookJob = (id: string, address: string) => ({ id, address, cookies: false, recall: true, ratings: [] })

/** What the parts below were asked, and what a test may have them do. */
function createMade() {
  const listeners = new Set<() => void>()
  const correctionListeners = new Set<() => void>()
  return {
    loads: 0,
    headReads: 0,
    /** The bias that corrections lead to. */
    corrected: null as number | null,
    readerLoads: 0,
    closed: 0,
    fetched: [] as string[],
    /** What fetching gives, one byte that is fresh for no time unless a test says otherwise. */
    answer: null as Awaited<ReturnType<EngineOptions['fetchPicture']>> | null,
    decoded: 0,
    bias: -2,
    kept: new Map<string, Verdict>(),
    listeners,
    correctionListeners,
    /** Replaced by a test that wants the text tower to take its time. */
    embed: async (): Promise<Float32Array | null> => Float32Array.of(1, 0),
    fail: null as Error | null,
    /** The model of which topics are asked, and how often it looked at a picture. */
    topics: null as CurrentHead['topics'],
    looks: 0,
    ownLooks: 0,
    /** Where the towers load next, and where the line models do. */
    devices: { towers: 'wasm', reader: 'wasm' } as Record<'towers' | 'reader', Device>,
    folder: BUNDLED_MODEL,
    fault: null as string | null,
    chooseHead(bias: number) {
      this.bias = bias
      for (const listener of listeners) listener()
    },
  }
}
type Made = ReturnType<typeof createMade>

const towersOf = (made: Made): Towers => ({
  manifest,
  async embedImage() {
    made.ownLooks++
    return Float32Array.of(0, 1)
  },
  embedTexts: async (texts) => [await made.embed(), ...texts.slice(1).map(() => null)],
  seeingAs: () => towersOf(made),
  close: async () => void made.closed++,
})

/** They know spiders from all else, and see some in every picture. */
const seeingTowers = (made: Made): Towers => ({
  ...towersOf(made),
  manifest: made.topics?.manifest ?? manifest,
  async embedImage() {
    made.looks++
    return Float32Array.of(1, 0)
  },
  embedTexts: async (texts) => texts.map((text) => Float32Array.of(...(text.endsWith('spiders') ? [1, 0] : [0, 1]))),
})

/** They see a picture without lines. */
/** As wide is what the detector finds lettering in. */
const LETTERED = 7
const lineModels: LineModels = {
  detector: {
    mapLines: async () => ({ width: 1, height: 1, scores: new Float32Array(1) }),
    find: async ({ width }) => ({ boxes: [], maybeSmall: width === LETTERED }),
    close: async () => {},
  },
  recogniser: new Lazy(async () => ({ read: async () => ({ text: '', confidence: 0 }), close: async () => {} })),
  close: async () => {},
}

function headOf(made: Made) {
  const head = { ...tinyHead(manifest), bias: made.bias, levels: levelsOf(LEVELLED) }
  return { head, bytes: new TextEncoder().encode(JSON.stringify(head)) as Uint8Array<ArrayBuffer> }
}

const headsOf = (made: Made): EngineOptions['heads'] => ({
  async current() {
    made.headReads++
    const { head, bytes } = headOf(made)
    return {
      name: 'head.json',
      bytes,
      own: true,
      warning: null,
      setAside: null,
      head,
      manifest,
      folder: made.folder,
      model: await modelName(manifest, bytes),
      topics: made.topics,
      second: null,
      secondSetAside: null,
    }
  },
  setSecondAside: async () => {},
  async setAside(fault) {
    made.fault = fault
    made.folder = BUNDLED_MODEL
  },
  async corrected(of) {
    const { head, model } = of ?? (await headsOf(made).current())
    return { judge: createJudge({ ...head, bias: made.corrected ?? head.bias }, model), own: [], learned: null }
  },
  onChange(listener) {
    made.listeners.add(listener)
    return () => made.listeners.delete(listener)
  },
  onCorrection(listener) {
    made.correctionListeners.add(listener)
    return () => made.correctionListeners.delete(listener)
  },
})

/** An engine's parts as a machine without browser and models can have them. */
const optionsOf = (made: Made): EngineOptions => ({
  platform: {
    async decode() {
      made.decoded++
      return pixels
    },
    createLineReader: async () => ({ close: async () => {} }),
  } as unknown as Platform,
  async loadTowers(_, folder) {
    made.loads++
    if (folder === made.topics?.folder && !made.fail) return { loaded: seeingTowers(made), device: 'wasm' }
    if (folder !== BUNDLED_MODEL) throw new ModelError('vision_model.onnx is damaged')
    if (made.fail) throw made.fail
    return { loaded: towersOf(made), device: made.devices.towers }
  },
  async loadLineModels() {
    made.readerLoads++
    return { loaded: lineModels, device: made.devices.reader }
  },
  heads: headsOf(made),
  cache: {
    recall: (names, { model }, asked) =>
      Promise.all(
        names.map(async (name) => {
          const kept = made.kept.get(`${name} ${model.head}`)
          return kept && withTopics(kept, asked)
        }),
      ),
    async remember(names, verdict) {
      for (const { name } of names) made.kept.set(`${name} ${verdict.model.head}`, verdict)
    },
  },
  async fetchPicture({ address }) {
    made.fetched.push(address)
    return made.answer ?? { state: 'picture', bytes: new Uint8Array(1), freshMs: 0 }
  },
  glance: async ([width]) => {
    if (width === 0) throw new Error('broken')
    return { ...pixels, width }
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
  result.state === 'judged' ? result.verdict.probability : result.state === 'unknown' ? result.reason : result.state

/** A job from its look on, as the background asks. */
async function checkPicture(id: string, address: string) {
  const seen = await engine.look(lookJob(id, address))
  return seen.state === 'ready' ? engine.judge(pictureJob(id)) : seen
}
/** Keeps a verdict on the bytes that are fetched unless a test says otherwise. */
const keepOfBytes = async (verdict: Verdict) =>
  made.kept.set(`${await nameOfBytes(new Uint8Array(1), undefined)} ${verdict.model.head}`, verdict)
const judgedText = async () => {
  const judged = await engine.judge(textJob('a'))
  if (judged.state !== 'judged') throw new Error(String(probabilityOf(judged)))
  return judged
}

test('a verdict says what it was judged by, and where each level flags that', async () => {
  const judgedBy = async (id: string) => {
    // the bytes are the same each time
    await engine.look({ ...lookJob(id, `https://x.example/${id}`), recall: false })
    const judged = await engine.judge({ ...pictureJob(id), text: 'bad' })
    return judged.state === 'judged' ? [judged.verdict.kind, judged.verdict.thresholds] : judged
  }
  const { verdict } = await judgedText()
  expect([verdict.kind, verdict.thresholds]).toEqual(['text', LEVELLED.text])
  expect(await judgedBy('words')).toEqual(['both', LEVELLED.both])
  made.embed = async () => null
  expect(await judgedBy('signs')).toEqual(['picture', LEVELLED.picture])
})

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

test('the head is read once', async () => {
  await engine.judge(textJob('a'))
  await engine.judge(textJob('b'))
  expect(made.headReads).toBe(1)
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

test('a corrected head is used from the next job on, over the same towers', async () => {
  expect(probabilityOf(await engine.judge(textJob('a')))).toBeCloseTo(1 / (1 + Math.exp(-2)))
  made.corrected = 2
  for (const listener of made.correctionListeners) listener()
  expect(probabilityOf(await engine.judge(textJob('b')))).toBeCloseTo(1 / (1 + Math.exp(-6)))
  expect([made.loads, made.closed]).toEqual([1, 0])
})

test('a head chosen while the models load is the one that the next job gets', async () => {
  const first = engine.judge(textJob('a'))
  made.chooseHead(2)
  await first
  expect(probabilityOf(await engine.judge(textJob('b')))).toBeCloseTo(1 / (1 + Math.exp(-6)))
})

test('what is urged while it is judged gives way no longer', async () => {
  const slow = deferred<Float32Array<ArrayBuffer>>()
  const begun = deferred<void>()
  made.embed = () => {
    begun.resolve()
    return slow.promise
  }
  const urgent = engine.judge(textJob('a'))
  await begun.promise
  made.embed = async () => Float32Array.of(1, 0)
  const later = engine.judge({ ...textJob('b'), urgent: false })
  engine.urge('b')
  expect((await later).state).toBe('judged')
  slow.resolve(Float32Array.of(1, 0))
  await urgent
})

test('a cancelled job ends as unknown, and says so', async () => {
  const slow = deferred<Float32Array<ArrayBuffer>>()
  made.embed = () => slow.promise
  const job = engine.judge(textJob('a'))
  await vi.advanceTimersByTimeAsync(0)
  engine.cancel('a')
  engine.cancel('unheard-of')
  slow.resolve(Float32Array.of(1, 0))
  expect(await job).toEqual({ state: 'unknown', kind: 'cancelled', reason: ['reasonCancelled'] })
})

test('cancelled while it is decoded, a job takes no further step and loads no models', async () => {
  const decoding = deferred<typeof pixels>()
  let proceed: Proceed | undefined
  options.platform = {
    ...options.platform,
    decode(_bytes, _background, given) {
      proceed = given
      return decoding.promise
    },
  }
  const recall = vi.spyOn(options.cache, 'recall')
  await engine.look(lookJob('a', 'https://x.example/a.jpg'))
  const job = engine.judge(pictureJob('a'))
  await vi.advanceTimersByTimeAsync(0)
  engine.cancel('a')
  await expect(proceed?.()).rejects.toThrow()
  recall.mockClear()
  decoding.resolve(pixels)
  expect(await job).toMatchObject({ kind: 'cancelled' })
  expect([recall.mock.calls.length, made.loads]).toEqual([0, 0])
})

test('cancelled while it is looked up by its pixels, a job loads no models', async () => {
  await engine.look(lookJob('a', 'https://x.example/a.jpg'))
  const lookUp = deferred<[]>()
  const recall = vi.spyOn(options.cache, 'recall').mockReturnValue(lookUp.promise)
  const job = engine.judge(pictureJob('a'))
  await expect.poll(() => recall.mock.calls.length).toBe(1)
  engine.cancel('a')
  lookUp.resolve([])
  expect(await job).toMatchObject({ kind: 'cancelled' })
  expect(made.loads).toBe(0)
})

test('models that fail to load are told as the reason, and tried again by the next job', async () => {
  made.fail = new Error('text.onnx is damaged')
  expect(probabilityOf(await engine.judge(textJob('a')))).toEqual(['reasonFailed', { detail: 'text.onnx is damaged' }])
  made.fail = null
  expect((await engine.judge(textJob('b'))).state).toBe('judged')
  expect(made.loads).toBe(2)
})

test('an installed model that cannot be run leaves the bundled one to judge, and its head is set aside', async () => {
  made.folder = 'installed/owner/clip'
  expect(probabilityOf(await engine.judge(textJob('a')))).toBeCloseTo(1 / (1 + Math.exp(-2)))
  expect([made.folder, made.fault, made.loads]).toEqual([BUNDLED_MODEL, 'vision_model.onnx is damaged', 2])
})

test('where towers and reader run is told apart, and nothing of a reader that had nothing to read', async () => {
  made.devices.towers = 'webgpu'
  expect(await judgedText()).toMatchObject({ devices: { towers: 'webgpu', reader: null } })
  expect(await checkPicture('b', 'https://x.example/a.jpg')).toMatchObject({
    devices: { towers: 'webgpu', reader: 'wasm' },
  })
  expect(await judgedText()).toMatchObject({ devices: { towers: 'webgpu', reader: null } })
})

test('the reader loads for the first picture that may have lettering', async () => {
  options.platform = { ...options.platform, decode: async () => ({ ...pixels, blank: true }) }
  await checkPicture('a', 'https://x.example/a.svg')
  expect(made.readerLoads).toBe(0)
  options.platform = { ...options.platform, decode: async () => pixels }
  made.kept.clear()
  await checkPicture('b', 'https://x.example/b.jpg')
  expect(made.readerLoads).toBe(1)
})

test('where a device gives out, each job under way is judged again by models that are loaded once more', async () => {
  made.devices.towers = 'webgpu'
  const lost = deferred<never>()
  const begun = [deferred<void>(), deferred<void>()]
  made.embed = () => {
    begun.shift()?.resolve()
    return lost.promise
  }
  const both = Promise.all(begun.map(({ promise }) => promise))
  const jobs = ['a', 'b'].map((id) => engine.judge(textJob(id)))
  await both
  made.devices.towers = 'wasm'
  made.embed = async () => Float32Array.of(1, 0)
  lost.reject(new DeviceError('the device is lost'))
  const judged = { state: 'judged', devices: { towers: 'wasm', reader: null } }
  expect(await Promise.all(jobs)).toMatchObject([judged, judged])
  expect(await engine.judge(textJob('c'))).toMatchObject(judged)
  expect([made.loads, made.closed]).toEqual([2, 1])
})

test('what gives out again and again is told after three tries, and tried anew with the next job', async () => {
  made.embed = () => Promise.reject(new DeviceError('no memory'))
  expect(await engine.judge(textJob('a'))).toMatchObject({ state: 'unknown', kind: 'failed' })
  expect(made.loads).toBe(3)
  made.embed = async () => Float32Array.of(1, 0)
  expect((await engine.judge(textJob('b'))).state).toBe('judged')
  expect(made.loads).toBe(4)
})

test('a verdict that is kept by bytes or by pixels needs no models', async () => {
  const judged = await judgedText()
  await vi.advanceTimersByTimeAsync(IDLE_MS)
  const { verdict } = judged
  const keep = (name: string) => made.kept.set(`${name} ${verdict.model.head}`, verdict)
  const known = { ...judged, devices: null }
  // other bytes of the same pixels: decoded once, and known by their bytes from then on
  keep(HASH)
  expect(await checkPicture('b', 'https://x.example/a.jpg')).toEqual(known)
  expect(await engine.look(lookJob('c', 'https://x.example/b.jpg'))).toEqual(known)
  expect([made.decoded, made.loads]).toEqual([1, 1])
})

test('an address stands for its picture only while the response is fresh, and signed in for another one', async () => {
  const names = () => [...made.kept.keys()].map((key) => key.split(/ (?=\S+$)/)[0]).filter((name) => /http/.test(name))
  const { verdict } = await judgedText()
  made.kept.set(`${HASH} ${verdict.model.head}`, verdict)
  await checkPicture('a', 'https://x.example/latest.jpg')
  expect(names()).toEqual([])
  made.answer = { state: 'picture', bytes: new Uint8Array(1), freshMs: 60_000 }
  await checkPicture('b', 'https://x.example/a.jpg')
  await engine.look({ ...lookJob('c', 'https://x.example/b.jpg'), cookies: true })
  expect(names()).toEqual(['https://x.example/a.jpg', 'with cookies https://x.example/b.jpg'])
})

test('a picture with a text of the user’s own is judged anew and not kept', async () => {
  const before = [...made.kept.keys()]
  expect(await engine.look({ ...lookJob('b', 'https://x.example/a.jpg'), recall: false })).toEqual({ state: 'ready' })
  expect((await engine.judge({ ...pictureJob('b'), text: 'bad' })).state).toBe('judged')
  expect([...made.kept.keys()]).toEqual(before)
})

test('what a private window shows is judged and not kept, and what is known of it is found', async () => {
  made.answer = { state: 'picture', bytes: new Uint8Array(1), freshMs: 60_000 }
  const look = (id: string) => engine.look({ ...lookJob(id, 'https://x.example/a.jpg'), unkept: true })
  const { verdict } = await judgedText()
  const before = [...made.kept.keys()]
  expect(await look('b')).toEqual({ state: 'ready' })
  expect((await engine.judge(pictureJob('b'))).state).toBe('judged')
  expect([...made.kept.keys()]).toEqual(before)
  // by its pixels, and then by its bytes too
  made.kept.set(`${HASH} ${verdict.model.head}`, verdict)
  await look('c')
  expect(await engine.judge(pictureJob('c'))).toMatchObject({ state: 'judged', devices: null })
  expect(made.kept.size).toBe(before.length + 1)
  await checkPicture('d', 'https://x.example/a.jpg')
  const known = made.kept.size
  expect(await look('e')).toMatchObject({ state: 'judged', devices: null })
  expect(made.kept.size).toBe(known)
})

test('a redirect is told, not followed', async () => {
  made.answer = { state: 'redirect' }
  expect(await engine.look(lookJob('a', 'https://x.example/a.jpg'))).toEqual({ state: 'redirect' })
  expect(await engine.judge(pictureJob('a'))).toEqual({ state: 'gone' })
})

test('more than 40 megapixels are refused by the header, before anything is decoded', async () => {
  made.answer = { state: 'picture', bytes: HUGE, freshMs: 0 }
  expect(await engine.look(lookJob('a', 'https://x.example/a.png'))).toMatchObject({ kind: 'too-large' })
  expect(made.decoded).toBe(0)
})

test.each([
  ['it was cancelled', async () => engine.cancel('a')],
  ['it was taken once', async () => void (await engine.judge(pictureJob('a')))],
  ['nobody came for it within six minutes', async () => void (await vi.advanceTimersByTimeAsync(6 * 60_000))],
  ['the engine unloaded', async () => void (await vi.advanceTimersByTimeAsync(IDLE_MS))],
])('what a look left behind is gone when %s', async (_, happen) => {
  expect(await engine.look(lookJob('a', 'https://x.example/a.jpg'))).toEqual({ state: 'ready' })
  await happen()
  expect(await engine.judge(pictureJob('a'))).toEqual({ state: 'gone' })
})

test('what was cancelled while it was fetched leaves nothing', async () => {
  const looked = engine.look(lookJob('a', 'https://x.example/a.jpg'))
  engine.cancel('a')
  expect(await looked).toMatchObject({ kind: 'cancelled' })
  expect(await engine.judge(pictureJob('a'))).toEqual({ state: 'gone' })
})

test('a kept text in another language is no verdict either', async () => {
  const { verdict } = await judgedText()
  await keepOfBytes({ ...verdict, language: 'es', ratings: { ...UNRATED, sexual: 0.25 } })
  expect(await engine.look(lookJob('b', 'https://x.example/es.jpg'))).toEqual({
    state: 'unknown',
    kind: 'language',
    language: 'es',
    reason: ['reasonLanguage', { language: { language: 'es' } }],
    ratings: { ...UNRATED, sexual: 0.25 },
  })
})

test('lettering that could not be read is no verdict, and its reason is told', async () => {
  const { verdict } = await judgedText()
  await keepOfBytes({ ...verdict, lettering: 'unreadable' })
  const reason = ['reasonLettering']
  expect(await engine.look(lookJob('b', 'https://x.example/turned.jpg'))).toEqual({
    state: 'unknown',
    kind: 'lettering',
    reason,
    ratings: UNRATED,
  })
})

test('a picture is decoded on the ground that it stands on, and is another picture on another', async () => {
  const decode = vi.fn(async () => pixels)
  options.platform = { ...options.platform, decode }
  const { verdict } = await judgedText()
  made.kept.set(`${HASH} ${verdict.model.head}`, verdict)
  made.answer = { state: 'picture', bytes: Uint8Array.of(1), freshMs: 60_000 }
  for (const [id, background] of Object.entries({ a: '#336699', b: '#336699', c: '#ffffff' })) {
    const seen = await engine.look({ ...lookJob(id, 'https://x.example/a.png'), background })
    expect(seen.state).toBe(id === 'b' ? 'judged' : 'ready')
    if (seen.state === 'ready') await engine.judge(pictureJob(id))
  }
  expect(decode.mock.calls.map(([, background]: unknown[]) => background)).toEqual(['#336699', '#ffffff'])
})

test('closed while a job runs, the engine ends the job and then leaves memory', async () => {
  const slow = deferred<Float32Array<ArrayBuffer>>()
  const begun = deferred<void>()
  made.embed = () => {
    begun.resolve()
    return slow.promise
  }
  const job = engine.judge(textJob('a'))
  await begun.promise
  await engine.close()
  slow.resolve(Float32Array.of(1, 0))
  expect(await job).toEqual({ state: 'unknown', kind: 'cancelled', reason: ['reasonCancelled'] })
  await vi.advanceTimersByTimeAsync(0)
  expect([made.closed, vi.getTimerCount()]).toEqual([1, 0])
})

test('closed, the engine leaves no models, no timer and no listener', async () => {
  await engine.judge(textJob('a'))
  await engine.close()
  expect([made.closed, vi.getTimerCount(), made.listeners.size + made.correctionListeners.size]).toEqual([1, 0, 0])
})

test.each([
  ['lettering', LETTERED, true],
  ['none', 1, false],
  ['a picture that it can not see', 0, undefined],
])('a first look sees %s, and leaves the picture to be judged', async (_, byte, lettering) => {
  made.answer = { state: 'picture', bytes: Uint8Array.of(byte), freshMs: 0 }
  const look = { ...lookJob('a', 'https://x.example/a.jpg'), glimpse: true }
  expect(await engine.look(look)).toEqual({ state: 'ready', lettering })
  expect(await engine.look(lookJob('b', 'https://x.example/b.jpg'))).toEqual({ state: 'ready' })
  expect((await engine.judge(pictureJob('a'))).state).toBe('judged')
})

describe('topics', () => {
  const clip = { folder: 'installed/clip', manifest: { ...manifest, id: 'clip' } }
  const check = async (id: string, ...topics: string[]) => {
    const seen = await engine.look({ ...lookJob(id, 'https://x.example/a.jpg'), topics })
    const result = seen.state === 'ready' ? await engine.judge({ ...pictureJob(id), topics }) : seen
    return result.state === 'judged' ? result.verdict : Promise.reject(new Error(result.state))
  }
  const scoresOf = async (...asked: Parameters<typeof check>) =>
    (await check(...asked)).ratings.topics.map(({ phrase, probability }) => [phrase, Math.round(probability ?? -1)])
  beforeEach(() => {
    made.topics = clip
  })

  test('are scored beside the verdict, by one look of the installed model', async () => {
    expect(await scoresOf('a', 'spiders', 'snakes')).toEqual([
      ['spiders', 1],
      ['snakes', 0],
    ])
    expect([made.looks, made.loads]).toEqual([1, 2])
  })

  test('that are asked later are told by what was kept, and nothing is decoded again', async () => {
    await check('a', 'snakes')
    expect(await scoresOf('b', 'snakes', 'spiders')).toEqual([
      ['snakes', 0],
      ['spiders', 1],
    ])
    expect([made.looks, made.decoded]).toEqual([1, 1])
  })

  test('of a picture that was judged without any take one look, and it is not judged again', async () => {
    const { probability } = await check('a')
    expect(made.looks).toBe(0)
    made.embed = async () => Promise.reject(new Error('judged again'))
    const verdict = await check('b', 'spiders')
    expect(verdict).toMatchObject({ probability, seen: { frames: [expect.any(String)] } })
    expect(made.looks).toBe(1)
    await check('c', 'spiders')
    expect(made.looks).toBe(1)
  })

  test('are told by the address alone where that still stands for the picture', async () => {
    made.answer = { state: 'picture', bytes: new Uint8Array(1), freshMs: 60_000 }
    await check('a', 'snakes')
    made.fetched.length = 0
    expect(await scoresOf('b', 'spiders')).toContainEqual(['spiders', 1])
    expect(made.fetched).toEqual([])
  })

  test('are asked of the model that judges where it can tell, which sees a picture once', async () => {
    made.topics = { folder: BUNDLED_MODEL, manifest }
    await check('a', 'spiders')
    expect([made.ownLooks, made.loads]).toEqual([1, 1])
  })

  test('of a model that can’t be run are not told; the picture is judged all the same', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    made.topics = { ...clip, folder: 'installed/damaged' }
    options.loadTowers = async (platform, folder) => {
      if (folder === 'installed/damaged') throw new ModelError('text_model.onnx is damaged')
      return optionsOf(made).loadTowers(platform, folder)
    }
    engine = createEngine(options)
    expect(await scoresOf('a', 'spiders')).toEqual([])
    expect(warn).toHaveBeenCalledOnce()
    made.embed = async () => Promise.reject(new Error('judged again'))
    expect(await scoresOf('b', 'spiders')).toEqual([])
    expect(warn).toHaveBeenCalledOnce()
  })

  test('hold nothing up: a picture is fetched while their model loads', async () => {
    const loading = deferred<OnDevice<Towers>>()
    options.loadTowers = (platform, folder) =>
      folder === clip.folder ? loading.promise : optionsOf(made).loadTowers(platform, folder)
    engine = createEngine(options)
    const job = { ...lookJob('a', 'https://x.example/a.jpg'), topics: ['spiders'] }
    expect(await engine.look(job)).toEqual({ state: 'ready' })
    const judged = engine.judge({ ...pictureJob('a'), topics: ['spiders'] })
    loading.resolve({ loaded: seeingTowers(made), device: 'wasm' })
    expect(await judged).toMatchObject({ verdict: { ratings: { topics: [{ phrase: 'spiders' }] } } })
  })

  test('leave memory with the other models', async () => {
    await check('a', 'spiders')
    await vi.advanceTimersByTimeAsync(IDLE_MS)
    expect([made.loads, made.closed]).toEqual([2, 2])
  })
})
