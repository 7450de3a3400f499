import type { Verdict } from '../core/decide.ts'
import { UserError } from '../core/user-error.ts'
import type { Pool } from '../runtime/node/pool.ts'
import { createJobQueue } from './job-queue.ts'
import type { JudgeJob } from './judge-worker.ts'

/** Their pictures wait in memory. */
const WAITING_PER_WORKER = 24

/** Worker processes that judge, behind a queue of bounded length. */
export interface Judges {
  /** Whether the models are loaded. */
  ready(): boolean
  waiting(): number
  /**
   * `left` takes a job that hasn't begun out of the queue: it rejects with the signal's reason. Throws BusyError, and
   * UserError for a picture that can't be read or judged.
   */
  judge(job: JudgeJob, left: AbortSignal): Promise<Verdict>
  close(): Promise<void>
}

interface Options {
  workers: number
  /** How long an answer may take, the wait included; a worker that is at one job for longer is replaced. */
  seconds: number
  /** Told when a worker can't start. */
  onFault(error: unknown): void
}

/** A queue before a pool of `workers`; jobs wait until its models are loaded. */
export function createJudges(pool: Pool<JudgeJob, Verdict>, { workers, seconds, onFault }: Options): Judges {
  const warmUp = () => pool.run({ text: 'ready', explain: false })
  const queue = createJobQueue<JudgeJob, Verdict>({
    work: (job, deadline) => pool.run(job, deadline),
    // a worker that says what is wrong with a picture is well
    recover: async (error) => void (error instanceof UserError || (await warmUp().catch(onFault))),
    workers,
    mostWaiting: workers * WAITING_PER_WORKER,
    seconds,
  })
  let ready = false
  warmUp().then(() => {
    ready = true
    queue.start()
  }, onFault)
  return {
    ready: () => ready,
    waiting: () => queue.waiting(),
    judge: (job, left) => queue.run(job, left),
    async close() {
      await queue.close()
      await pool.close()
    },
  }
}
