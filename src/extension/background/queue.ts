import PQueue from 'p-queue'
import { type CheckResult, unknown } from '../check-result.ts'
import type { Job } from '../protocol.ts'
import type { EngineHost } from './engine-host.ts'

/** A picture that isn't judged after this long is unknown; the first one waits for the models, too. */
const TIME_LIMIT_MS = 60_000

/** Jobs in the order in which they are worth an answer. */
export interface Queue {
  /** Urgent ones (in the viewport, or by hand) go first. Every failure becomes "unknown" with its reason. */
  check(job: Omit<Job, 'sexual'>, urgent: boolean): Promise<CheckResult>
  /** Takes a job out, whether it waits or is under way. */
  cancel(id: string): void
}

/** `wantsSexual` is asked when a job's turn comes, so that it follows the settings. */
export function createQueue(host: EngineHost, wantsSexual: () => Promise<boolean>): Queue {
  // one at a time: the engine's threads share the same cores
  const queue = new PQueue({ concurrency: 1 })
  const waiting = new Map<string, AbortController>()
  const judge = async (job: Omit<Job, 'sexual'>) => {
    const verdict = wantsSexual().then((sexual) => host.judge({ ...job, sexual }))
    return within<CheckResult>(TIME_LIMIT_MS, verdict, () => {
      void host.cancel(job.id)
      return { state: 'unknown', reason: 'took too long' }
    })
  }
  return {
    async check(job, urgent) {
      const controller = new AbortController()
      const { signal } = controller
      waiting.set(job.id, controller)
      try {
        return await queue.add(() => judge(job), { priority: urgent ? 1 : 0, signal })
      } catch (error) {
        return unknown(error, signal)
      } finally {
        waiting.delete(job.id)
      }
    },
    cancel(id) {
      waiting.get(id)?.abort()
      void host.cancel(id)
    },
  }
}

/** What `work` gives, or after `ms` what `onLate` gives. */
async function within<T>(ms: number, work: Promise<T>, onLate: () => T): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(onLate()), ms)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
