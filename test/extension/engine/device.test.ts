import { beforeEach, expect, test, vi } from 'vitest'
import type { Platform } from '../../../src/core/platform.ts'
import { type DeviceOptions, loadOnBestDevice } from '../../../src/extension/engine/device.ts'
import type { DeviceCheck, DeviceFailure } from '../../../src/extension/engine/device-checks.ts'
import type { ParityGate } from '../../../src/extension/engine/parity.ts'
import type { DeviceChoice } from '../../../src/extension/settings.ts'

const wasm = { name: 'wasm' } as unknown as Platform
const webgpu = { name: 'webgpu' } as unknown as Platform

interface Models {
  platform: Platform
  close(): Promise<void>
}

vi.spyOn(console, 'warn').mockImplementation(() => {})
const WASM_MS = 30
let gpuMs: number
let loaded: string[]
let closed: string[]
let unsound: number
/** By models and hardware. */
let kept: Map<string, DeviceCheck>
beforeEach(() => {
  gpuMs = 0
  loaded = []
  closed = []
  unsound = 0
  kept = new Map()
})

const nameOf = (platform: Platform) => (platform === webgpu ? 'webgpu' : 'wasm')

/** Where `load` and `compute` come to WebGPU, they do what they are told. */
function gateOf(load: () => void, compute: () => number, more: Partial<ParityGate<Models>> = {}): ParityGate<Models> {
  return {
    name: 'models',
    models: 'models 1',
    onWebGpu: true,
    async load(platform, device) {
      expect(device).toBe(nameOf(platform))
      if (platform === webgpu) load()
      loaded.push(nameOf(platform))
      return { platform, close: async () => void closed.push(nameOf(platform)) }
    },
    parts: [
      {
        part: 'detector',
        measure: 'difference',
        limit: 0.01,
        async compute({ platform }) {
          await new Promise((resolve) => setTimeout(resolve, platform === webgpu ? gpuMs : WASM_MS))
          return { values: [Float32Array.of(platform === webgpu ? compute() : 1)] }
        },
      },
    ],
    ...more,
  }
}

interface Machine {
  features?: GPUFeatureName[]
  adapter?: boolean
  /** Whether WebGPU is lost as soon as something on it failed. */
  lost?: boolean
  choice?: DeviceChoice
  failure?: DeviceFailure
}

function optionsOf({ features = [], adapter = true, lost = false, choice = 'auto', failure }: Machine): DeviceOptions {
  return {
    webGpu: {
      available: async () => adapter && !lost,
      hardware: async (feature) => (adapter && (!feature || features.includes(feature)) ? 'card' : null),
      on: () => webgpu,
    },
    checks: {
      recall: async ({ models, hardware }) => kept.get(`${models} on ${hardware}`) ?? null,
      keep: async ({ models, hardware }, check) => void kept.set(`${models} on ${hardware}`, check),
      failure: async () => failure ?? null,
    },
    choice: async () => choice,
    onUnsound: () => void unsound++,
  }
}

const fine = () => {}
const one = () => 1
const three = () => 3
const fail = () => {
  throw new Error('no')
}
const FAILED = { at: 0, why: 'driver reset', times: 1, again: 1 }

test.each<[string, Machine, () => void, () => number, string, string[], string[]]>([
  ['without an adapter', { adapter: false }, fine, one, 'wasm', ['wasm'], []],
  ['that computes the same', {}, fine, one, 'webgpu', ['wasm', 'webgpu'], ['wasm']],
  ['that computes something else', {}, fine, three, 'wasm', ['wasm', 'webgpu'], ['webgpu']],
  ['that computes no number', {}, fine, () => Number.NaN, 'wasm', ['wasm', 'webgpu'], ['webgpu']],
  ['that fails to compute', {}, fine, fail, 'wasm', ['wasm', 'webgpu'], ['webgpu']],
  ['that fails to load', {}, fail, one, 'wasm', ['wasm'], []],
  ['that nobody wants', { choice: 'wasm' }, fine, one, 'wasm', ['wasm'], []],
  [
    'that is forced and computes something else',
    { choice: 'webgpu' },
    fine,
    three,
    'webgpu',
    ['wasm', 'webgpu'],
    ['wasm'],
  ],
  ['that is forced and fails', { choice: 'webgpu' }, fine, fail, 'wasm', ['wasm', 'webgpu'], ['webgpu']],
  ['that gave out not long ago', { failure: FAILED }, fine, one, 'wasm', ['wasm'], []],
])('WebGPU %s', async (_, machine, load, compute, device, all, freed) => {
  const best = await loadOnBestDevice(gateOf(load, compute), wasm, optionsOf(machine))
  expect([best.device, nameOf(best.loaded.platform), loaded, closed]).toEqual([device, device, all, freed])
  expect(unsound).toBe(machine.choice === 'webgpu' && compute === three ? 1 : 0)
})

test.each<[string, () => void, () => number, string[]]>([
  ['the same', fine, one, ['webgpu']],
  ['something else', fine, three, ['wasm']],
  ['a failure', fine, fail, ['wasm']],
])(
  'what was found is remembered, so that the next start loads one device alone: %s',
  async (_, load, compute, next) => {
    await loadOnBestDevice(gateOf(load, compute), wasm, optionsOf({}))
    loaded = []
    await loadOnBestDevice(gateOf(load, compute), wasm, optionsOf({}))
    expect([loaded, [...kept.keys()]]).toEqual([next, ['models 1 on card']])
  },
)

test.each<[DeviceChoice, string, string[]]>([
  ['auto', 'wasm', ['wasm']],
  ['webgpu', 'webgpu', ['webgpu']],
])('WebGPU that computes the same and is slower: %s takes %s, at the next start too', async (choice, device, next) => {
  gpuMs = 2 * WASM_MS
  expect((await loadOnBestDevice(gateOf(fine, one), wasm, optionsOf({ choice }))).device).toBe(device)
  loaded = []
  expect((await loadOnBestDevice(gateOf(fine, one), wasm, optionsOf({ choice }))).device).toBe(device)
  expect([loaded, unsound]).toEqual([next, 0])
})

test('what was found of other models or another card does not count', async () => {
  await loadOnBestDevice(gateOf(fine, one), wasm, optionsOf({}))
  loaded = []
  await loadOnBestDevice(gateOf(fine, one, { models: 'models 2' }), wasm, optionsOf({}))
  expect(loaded).toEqual(['wasm', 'webgpu'])
})

test('what was alike and does not load any more goes on with WASM, and that is remembered', async () => {
  await loadOnBestDevice(gateOf(fine, one), wasm, optionsOf({}))
  const best = await loadOnBestDevice(gateOf(fail, one), wasm, optionsOf({}))
  expect([best.device, kept.get('models 1 on card')?.fault]).toEqual(['wasm', 'no'])
})

test('a lost device says nothing of the models that were on it', async () => {
  expect((await loadOnBestDevice(gateOf(fine, fail), wasm, optionsOf({ lost: true }))).device).toBe('wasm')
  expect(kept.size).toBe(0)
})

test.each<[string, Partial<ParityGate<Models>>, GPUFeatureName[], string]>([
  ['half precision where the adapter has it', { needs: 'shader-f16' }, ['shader-f16'], 'webgpu'],
  ['half precision where it has not', { needs: 'shader-f16' }, [], 'wasm'],
  ['eight bits', { onWebGpu: false }, ['shader-f16'], 'wasm'],
])('%s', async (_, more, features, device) => {
  expect((await loadOnBestDevice(gateOf(fine, one, more), wasm, optionsOf({ features }))).device).toBe(device)
})

test('half precision goes through the same gate', async () => {
  const gate = gateOf(fine, three, { needs: 'shader-f16' })
  expect((await loadOnBestDevice(gate, wasm, optionsOf({ features: ['shader-f16'] }))).device).toBe('wasm')
})
