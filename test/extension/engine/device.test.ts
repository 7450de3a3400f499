import { beforeEach, expect, test, vi } from 'vitest'
import type { Platform } from '../../../src/core/platform.ts'
import { loadOnBestDevice, type ParityGate } from '../../../src/extension/engine/device.ts'
import type { WebGpu } from '../../../src/runtime/browser/webgpu.ts'

const wasm = {} as Platform
const webgpu = {} as Platform
const webGpu = (available: boolean): WebGpu => ({ available: async () => available, on: () => webgpu })

interface Models {
  platform: Platform
  close(): Promise<void>
}

const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
let closed: string[]
beforeEach(() => {
  closed = []
  warn.mockClear()
})

/** Where `load` and `compute` come to WebGPU, they do what they are told. */
function gateOf(load: () => void, compute: () => number): ParityGate<Models, number> {
  return {
    name: 'models',
    async load(platform) {
      if (platform === webgpu) load()
      return { platform, close: async () => void closed.push(platform === webgpu ? 'webgpu' : 'wasm') }
    },
    compute: async ({ platform }) => (platform === webgpu ? compute() : 1),
    difference: (gpu, other) => (gpu === other ? null : `by ${gpu - other}`),
  }
}

const fine = () => {}
const fail = () => {
  throw new Error('no')
}

test.each([
  ['without an adapter', false, fine, () => 1, 'wasm', [], undefined],
  ['that computes the same', true, fine, () => 1, 'webgpu', ['wasm'], undefined],
  ['that computes something else', true, fine, () => 3, 'wasm', ['webgpu'], 'WebGPU differs from WASM (by 2)'],
  ['that fails to compute', true, fine, fail, 'wasm', ['webgpu'], 'WebGPU failed'],
  ['that fails to load', true, fail, () => 1, 'wasm', [], 'WebGPU failed'],
])('WebGPU %s', async (_, available, load, compute, device, freed, told) => {
  const best = await loadOnBestDevice(gateOf(load, compute), wasm, webGpu(available))
  expect([best.device, best.loaded.platform === webgpu, closed]).toEqual([device, device === 'webgpu', freed])
  expect(warn.mock.calls[0]?.[0].split(/[,:]/)[0]).toBe(told)
})
