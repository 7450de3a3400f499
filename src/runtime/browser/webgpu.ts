import * as ort from 'onnxruntime-web/webgpu'
import PQueue from 'p-queue'
import { DeviceError } from '../../core/device-error.ts'
import { Lazy } from '../../core/lazy.ts'
import type { ModelBytes, Platform, Session } from '../../core/platform.ts'
import { gpuAdapter, hardwareOf } from './gpu-adapter.ts'

/** WebGPU as one document has it. */
export interface WebGpu {
  /** Whether the browser gives an adapter, and nothing failed on it in this document. */
  available(): Promise<boolean>
  /** Names adapter, driver and browser; null where it isn't available, or lacks the feature. */
  hardware(feature?: GPUFeatureName): Promise<string | null>
  /**
   * The same platform with sessions on WebGPU. It is a build of onnxruntime of its own: the WASM build is faster on
   * WASM. A run that fails throws DeviceError, and so does every call after it: what is wrong (a lost device, a driver
   * that was reset, memory) can't be told for sure, and WASM is there. Another document may try again.
   */
  on(platform: Platform): Platform
}

/**
 * `onFailure` is told once, of the first failure.
 *
 * Sessions are in the document's own thread, unlike WASM's: what they wait for is computed elsewhere, and the thread is
 * free meanwhile. That every picture has another size needs nothing: over a dozen sizes each, onnxruntime compiled the
 * detector's shaders once, and of the recogniser's all but a few.
 */
export function createWebGpu(onFailure?: (why: string, hardware: string) => void): WebGpu {
  // two calls at a time onnxruntime refuses or, where they are runs, mixes up: in Chromium 156 it hung, or all ended
  const row = new PQueue({ concurrency: 1 })
  const failed = new AbortController()
  const { signal } = failed
  function fail({ message }: { message: string }): void {
    if (signal.aborted) return
    failed.abort(new DeviceError(`WebGPU failed: ${message}`))
    if (onFailure) void hardware.get().then((name) => onFailure(message, name))
  }
  const watch = createWatch(fail)
  const adapterHere = async () => (signal.aborted ? null : gpuAdapter())
  const hardware = new Lazy(async () => hardwareOf(await gpuAdapter()))
  /** Throws as soon as anything failed: what asks a lost device may never come back. */
  const inRow = <T>(work: () => Promise<T>) => row.add(work, { signal })
  const sessionOf = (session: ort.InferenceSession): Session => ({
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    run: (feeds) =>
      inRow(() => session.run(feeds)).catch((error) => {
        fail(error)
        throw signal.reason
      }),
    async release() {
      // a run that never came back may still be in it: then it goes with the document
      if (!signal.aborted) await inRow(() => session.release()).catch(fail)
    },
  })
  async function create(model: ModelBytes): Promise<Session> {
    const session = await createSession(model)
    watch(await ort.env.webgpu.device)
    return sessionOf(session)
  }
  return {
    available: async () => (await adapterHere()) !== null,
    async hardware(feature) {
      const adapter = await adapterHere()
      return adapter && (feature === undefined || adapter.features.has(feature)) ? hardware.get() : null
    },
    on: (platform) => ({
      ...platform,
      Tensor: ort.Tensor,
      createSession: async (model) => {
        const bytes = await model
        return inRow(() => create(bytes))
      },
    }),
  }
}

function createSession({ graph, weights }: ModelBytes): Promise<ort.InferenceSession> {
  ort.env.wasm.numThreads = 1
  ort.env.wasm.wasmPaths = chrome.runtime.getURL('ort/')
  ort.env.logLevel = 'error'
  return ort.InferenceSession.create(graph, {
    executionProviders: ['webgpu'],
    graphOptimizationLevel: 'all',
    externalData: weights ? [{ path: weights.name, data: weights.bytes }] : [],
  })
}

/** Tells once of each device when it is lost or does what it was told wrongly. */
function createWatch(fail: (error: { message: string }) => void): (device: GPUDevice) => void {
  const watched = new WeakSet<GPUDevice>()
  return (device) => {
    if (watched.has(device)) return
    watched.add(device)
    // onnxruntime itself destroys it with its last session
    void device.lost.then((info) => info.reason !== 'destroyed' && fail(info))
    // onnxruntime only logs it, and goes on with what the device did not do
    device.addEventListener('uncapturederror', ({ error }) => fail(error))
  }
}
