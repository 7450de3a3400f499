import type { Sensitivity } from '../../../core/decide.ts'
import type { CheckResult } from '../../check-result.ts'

/** What a label can tell of its picture beyond its caption. */
export interface Reasons {
  result: CheckResult
  sensitivity: Sensitivity
  /** The same result with what picture and words contributed; it is judged again for that. */
  explain(signal: AbortSignal): Promise<CheckResult>
  /** From now on nothing is covered on this site. */
  leaveSite(): void
}
