import { type Unknown, unknown } from '../check-result.ts'

/** What the engine is doing. */
export interface Jobs {
  /** Whether nothing is under way. */
  idle(): boolean
  /** Every failure becomes "unknown" with its reason. */
  run<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T | Unknown>
  cancel(id: string): void
  cancelAll(): void
}

interface Options {
  onStart(): void
  /** Told when the last one under way has ended. */
  onRest(): void
}

export function createJobs({ onStart, onRest }: Options): Jobs {
  const running = new Map<string, AbortController>()
  return {
    idle: () => running.size === 0,
    async run(id, work) {
      const controller = new AbortController()
      running.set(id, controller)
      onStart()
      try {
        return await work(controller.signal)
      } catch (error) {
        return unknown(error, controller.signal)
      } finally {
        if (running.get(id) === controller) running.delete(id)
        // what failed may have left other steps under way
        controller.abort()
        if (running.size === 0) onRest()
      }
    },
    cancel: (id) => running.get(id)?.abort(),
    cancelAll() {
      for (const controller of running.values()) controller.abort()
    },
  }
}
