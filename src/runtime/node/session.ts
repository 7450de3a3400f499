import { InferenceSession, Tensor } from 'onnxruntime-node'

export { Tensor }

/** One onnxruntime session on the CPU. */
export function createSession(model: Uint8Array<ArrayBuffer>): Promise<InferenceSession> {
  return InferenceSession.create(model, { executionProviders: ['cpu'], graphOptimizationLevel: 'all', logSeverityLevel: 3 })
}
