import * as ort from 'onnxruntime-web/webgpu'
import type { Platform } from '../../core/platform.ts'

/** True when the browser gives a WebGPU adapter. */
export async function hasAdapter(): Promise<boolean> {
  try {
    return (await navigator.gpu?.requestAdapter()) != null
  } catch {
    return false
  }
}

/**
 * The same platform with sessions on WebGPU. It is a build of onnxruntime of its own: the WASM build is faster on WASM.
 */
export function onWebGpu(platform: Platform): Platform {
  return {
    ...platform,
    Tensor: ort.Tensor,
    createSession({ graph, weights }) {
      ort.env.wasm.numThreads = 1
      ort.env.wasm.wasmPaths = chrome.runtime.getURL('ort/')
      ort.env.logLevel = 'error'
      return ort.InferenceSession.create(graph, {
        executionProviders: ['webgpu'],
        graphOptimizationLevel: 'all',
        externalData: weights ? [{ path: weights.name, data: weights.bytes }] : [],
      })
    },
  }
}
