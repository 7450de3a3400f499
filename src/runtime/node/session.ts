import { isMainThread } from 'node:worker_threads'
import { InferenceSession, Tensor } from 'onnxruntime-node'

export { Tensor }

/** One onnxruntime session on the CPU: on all cores, but in a worker thread, one of a pool that fills them, on one. */
export function createSession(model: Uint8Array<ArrayBuffer>): Promise<InferenceSession> {
  const options: InferenceSession.SessionOptions = { executionProviders: ['cpu'], graphOptimizationLevel: 'all', logSeverityLevel: 3 }
  return InferenceSession.create(model, isMainThread ? options : { ...options, intraOpNumThreads: 1 })
}
