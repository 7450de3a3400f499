import * as ort from 'onnxruntime-web/wasm'

export const { Tensor } = ort

/** Threads need SharedArrayBuffer, which Firefox extensions don't have; more than four gain nothing on these models. */
const threads = globalThis.crossOriginIsolated ? Math.min(4, navigator.hardwareConcurrency || 1) : 1

/** One onnxruntime session on WASM. */
export function createSession(model: Uint8Array<ArrayBuffer>): Promise<ort.InferenceSession> {
  ort.env.wasm.numThreads = threads
  ort.env.wasm.wasmPaths = chrome.runtime.getURL('ort/')
  ort.env.logLevel = 'error'
  return ort.InferenceSession.create(model, { executionProviders: ['wasm'], graphOptimizationLevel: 'all' })
}
