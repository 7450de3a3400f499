import PQueue from 'p-queue'
import type { Job } from '../engine/engine.ts'
import type { CheckResult } from '../protocol.ts'
import { loadSettings } from '../settings.ts'
import { cancelJob, judge } from './engine-host.ts'

/** A picture that isn't judged after this long is unknown; the first one waits for the models, too. */
const TIME_LIMIT_MS = 60_000

/** One at a time: the engine's threads share the same cores. */
const queue = new PQueue({ concurrency: 1 })
const waiting = new Map<string, AbortController>()

/** Queues a job; urgent ones (in the viewport, or by hand) go first. */
export async function enqueue(job: Omit<Job, 'sexual'>, urgent: boolean): Promise<CheckResult> {
  const controller = new AbortController()
  waiting.set(job.id, controller)
  try {
    const work = async () => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<CheckResult>((resolve) => {
        timer = setTimeout(() => {
          cancelJob(job.id)
          resolve({ state: 'unknown', reason: 'took too long' })
        }, TIME_LIMIT_MS)
      })
      try {
        const { sexual } = await loadSettings()
        return await Promise.race([judge({ ...job, sexual }), late])
      } finally {
        clearTimeout(timer)
      }
    }
    return await queue.add(work, { priority: urgent ? 1 : 0, signal: controller.signal })
  } catch (error) {
    return { state: 'unknown', reason: controller.signal.aborted ? 'was cancelled' : (error as Error).message }
  } finally {
    waiting.delete(job.id)
  }
}

export function cancel(id: string): void {
  waiting.get(id)?.abort()
  cancelJob(id)
}
