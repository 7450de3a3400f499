import * as ort from 'onnxruntime-web/webgpu'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DeviceError } from '../../../src/core/device-error.ts'
import type { Platform, Session } from '../../../src/core/platform.ts'
import { createWebGpu, type WebGpu } from '../../../src/runtime/browser/webgpu.ts'
import { deferred } from '../../fixtures/deferred.ts'

/** A device that a test loses when it likes. */
class FakeDevice extends EventTarget {
  private readonly end = deferred<{ reason: string; message: string }>()
  readonly lost = this.end.promise
  lose = (reason: string) => this.end.resolve({ reason, message: 'driver reset' })
}

let device: FakeDevice
let webGpu: WebGpu
/** What onnxruntime does for so long as a test wants, and how many calls it has at a time. */
let work: () => Promise<unknown>
let atOnce: number
let mostAtOnce: number
let released: number
/** What was told of failures, and of which hardware. */
let told: [string, string][]
let driver: number
const adapter = { info: { vendor: 'acme', architecture: 'one' }, features: new Set(['shader-f16']) }

async function call<T>(result: () => T): Promise<T> {
  atOnce++
  mostAtOnce = Math.max(mostAtOnce, atOnce)
  try {
    await work()
    return result()
  } finally {
    atOnce--
  }
}

const tick = () => new Promise((resolve) => setTimeout(resolve))
const createSession = (): Promise<Session> =>
  webGpu.on({} as Platform).createSession(Promise.resolve({ graph: new Uint8Array(1) }), 'reader')

beforeEach(() => {
  device = new FakeDevice()
  told = []
  webGpu = createWebGpu((...failure) => told.push(failure))
  work = tick
  atOnce = mostAtOnce = released = 0
  vi.spyOn(ort.InferenceSession, 'create').mockImplementation((() =>
    call(() => {
      Object.assign(ort.env.webgpu, { device })
      return {
        inputNames: ['in'],
        outputNames: ['out'],
        run: () => call(() => ({ out: 1 })),
        release: () => call(() => released++),
      }
    })) as never)
  vi.stubGlobal('chrome', { runtime: { getURL: (path: string) => path } })
  vi.stubGlobal('navigator', { userAgent: 'Chromium', gpu: { requestAdapter: async () => adapter } })
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => ({
        getExtension: () => ({ UNMASKED_RENDERER_WEBGL: 1, loseContext() {} }),
        getParameter: () => `acme's driver ${driver}`,
      })
    },
  )
  driver = 1
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test.each([
  ['an adapter', 'Chromium', async () => ({}), true],
  ['none', 'Chromium', async () => null, false],
  ['one that fails', 'Chromium', () => Promise.reject(new Error('no')), false],
  ['one in Firefox', 'Firefox/153.0', async () => ({}), false],
])('with %s', async (_, userAgent, requestAdapter, available) => {
  vi.stubGlobal('navigator', { userAgent, gpu: { requestAdapter } })
  expect(await webGpu.available()).toBe(available)
})

test('hardware is told by adapter, driver and browser, where it has a feature that is asked for', async () => {
  const name = await webGpu.hardware('shader-f16')
  expect(name).toMatch(/acme.*one.*shader-f16.*acme's driver 1.*Chromium/)
  expect([await webGpu.hardware(), await webGpu.hardware('subgroups')]).toEqual([name, null])
  driver = 2
  expect(await createWebGpu().hardware()).not.toBe(name)
})

test('onnxruntime gets one call at a time, whatever it is and whichever session is meant', async () => {
  const [first, second] = await Promise.all([createSession(), createSession()])
  const results = await Promise.all([first.run({}), second.run({}), createSession(), second.run({}), first.release()])
  expect([results[3], mostAtOnce, released]).toEqual([{ out: 1 }, 1, 1])
})

const failures: [string, () => void, string][] = [
  ['a run that fails', () => {}, 'out of memory'],
  ['a lost device', () => device.lose('unknown'), 'driver reset'],
  [
    'an error that onnxruntime only logs',
    () => device.dispatchEvent(Object.assign(new Event('uncapturederror'), { error: new Error('invalid buffer') })),
    'invalid buffer',
  ],
]

test.each(failures)(
  '%s ends whatever runs, waits or comes, and WebGPU is not available any more',
  async (_, happen, why) => {
    const session = await createSession()
    const other = await createSession()
    const running = deferred<unknown>()
    work = () => running.promise
    const runs = Promise.allSettled([session.run({}), other.run({}), createSession()])
    await tick()
    happen()
    if (why === 'out of memory') running.reject(new Error(why))
    const gaveOut = { status: 'rejected', reason: new DeviceError(`WebGPU failed: ${why}`) }
    expect(await runs).toEqual([gaveOut, gaveOut, gaveOut])
    await expect(other.run({})).rejects.toThrow(DeviceError)
    expect([await webGpu.available(), mostAtOnce]).toEqual([false, 1])
    expect(told).toEqual([[why, expect.stringContaining('acme')]])
    // nothing waits for a run that never came back
    await Promise.all([session.release(), other.release()])
    expect(released).toBe(0)
  },
)

test('that onnxruntime destroys the device with its last session is no failure', async () => {
  await (await createSession()).release()
  device.lose('destroyed')
  await tick()
  device = new FakeDevice()
  expect(await (await createSession()).run({})).toEqual({ out: 1 })
  expect(await webGpu.available()).toBe(true)
})

test('a model that does not load leaves the others as they are', async () => {
  const session = await createSession()
  work = () => Promise.reject(new Error('unknown operator'))
  await expect(createSession()).rejects.toThrow('unknown operator')
  work = tick
  expect([await session.run({}), await webGpu.available()]).toEqual([{ out: 1 }, true])
})
