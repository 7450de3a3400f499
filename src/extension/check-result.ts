import type { Verdict } from '../core/decide.ts'

/**
 * What became of one picture; `device` is null for a verdict that was kept from before. Unknown is never silently fine:
 * the reason is told.
 */
export type CheckResult =
  | { state: 'judged'; verdict: Verdict; threshold: number; device: Device | null }
  | { state: 'unknown'; reason: string; sexual?: number | null }

export type Device = 'webgpu' | 'wasm'

/** A check that failed, or for which nobody waited to the end. */
export function unknown(error: unknown, signal?: AbortSignal): CheckResult {
  return { state: 'unknown', reason: signal?.aborted ? 'was cancelled' : (error as Error).message }
}
