import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { ModelBytes } from '../../core/platform.ts'

export { Tensor }

/** One onnxruntime session on the CPU: on all cores, or in a pool's process on as many threads as the pool says. */
export async function createSession(model: Promise<ModelBytes>): Promise<InferenceSession> {
  const { graph, weights } = await model
  const threads = Number(process.env.MEMEVEIL_THREADS ?? 0)
  return InferenceSession.create(graph, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
    intraOpNumThreads: threads,
    externalData: weights ? [{ path: weights.name, data: weights.bytes }] : [],
  })
}
