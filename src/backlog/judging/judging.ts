import type { Judge } from '../../core/corrections/corrected-head.ts'
import type { Verdict } from '../../core/decide.ts'
import { createPool } from '../../runtime/node/pool.ts'
import type { JudgeFiles } from '../../server/judge-pipeline.ts'
import type { PictureBytes } from '../bytes/bytes.ts'
import type { Store } from '../store/store.ts'
import { type Batch, createBatchJudge, type Later } from './batch.ts'
import type { LookAnswer, LookJob } from './look-worker.ts'
import { createLooks, type Done } from './looks.ts'

interface Options {
  store: Store
  judge: Judge
  /** What the processes judge with. */
  files: JudgeFiles
  /** How many of them. */
  jobs: number
  bytes: PictureBytes
  /** Whether near copies count as what they are copies of. */
  copies: boolean
  onDone(done: Done): void
  onJudged?(verdict: Verdict): void
}

export interface Judging {
  /** Throws ModelError, and the signal's reason. */
  judge(batch: Batch, signal: AbortSignal): Promise<Later[]>
  close(): Promise<void>
}

/** Each process has one at work; others are fetched, looked up and entered meanwhile. */
const PER_PROCESS = 4

/** Processes that judge batches into a store. */
export function openJudging({ jobs, files, bytes, onJudged = () => {}, ...options }: Options): Judging {
  const pool = createPool<LookJob, LookAnswer>(new URL('./look-worker.ts', import.meta.url), files, jobs)
  const look = createLooks({ ...options, pool, onJudged })
  return {
    judge: createBatchJudge({ ...options, bytes, look, atOnce: jobs * PER_PROCESS }),
    close: () => pool.close(),
  }
}
