import { InferenceSession, Tensor } from 'onnxruntime-node'

export { Tensor }

/** One onnxruntime session on the CPU: on all cores, or in a pool's process on as many threads as the pool says. */
export function createSession(model: Uint8Array<ArrayBuffer>): Promise<InferenceSession> {
  const threads = Number(process.env.MEMEVEIL_THREADS ?? 0)
  return InferenceSession.create(model, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    intraOpNumThreads: threads,
  })
}
