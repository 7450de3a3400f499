import type { Verdict } from '../core/decide.ts'
import { createPool, type Pool } from '../runtime/node/pool.ts'
import type { JudgeJob, JudgeModel } from './judge-worker.ts'

/** Processes that judge pictures and texts: those of the server, and of a table on the command line. */
export function createJudgePool(model: JudgeModel, size: number): Pool<JudgeJob, Verdict> {
  return createPool(new URL('./judge-worker.ts', import.meta.url), model, size)
}
