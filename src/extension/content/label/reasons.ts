import type { Sensitivity } from '../../../core/decide.ts'
import type { CheckResult } from '../../check-result.ts'

/** What a label can tell of its picture beyond its caption. */
export interface Reasons {
  result: CheckResult
  sensitivity: Sensitivity
  /** The same result with what picture and words contributed; it is judged again for that. */
  explain(signal: AbortSignal): Promise<CheckResult>
  /** Says that it is to be offensive, or not; what comes back takes that back. Null where nothing can be learned. */
  correct: ((offensive: boolean) => Promise<() => Promise<void>>) | null
  /** Takes back the correction that alone decided; null where none did. */
  takeBack: (() => Promise<void>) | null
  /** From now on nothing is covered on this site. */
  leaveSite(): void
}
