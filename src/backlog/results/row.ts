import type { Judge } from '../../core/corrections/corrected-head.ts'
import { decide, notJudged, type Prediction, type Sensitivity } from '../../core/decide.ts'
import type { Say } from '../../core/say.ts'
import { scoreOf, verdictOf } from '../look.ts'
import type { Result } from '../store/store.ts'

/** A picture's row in what is written; null where a field says nothing. */
export interface Row {
  name: string
  prediction: Prediction | null
  probability: number | null
  text: string | null
  /** Why there is no prediction. */
  error: string | null
  /** Whether the verdict is that of a near copy. */
  near_copy: boolean
  /** Names the picture's pixels, with the text that came with it: SHA-256 in hex. */
  hash: string | null
}

export type ToRow = (result: Result) => Row

/** By which head, and how readily it flags. */
export function rowsBy(judge: Judge, sensitivity: Sensitivity, say: Say): ToRow {
  return ({ name, look, score, copy, error, hash }) => {
    const row = { name, prediction: null, probability: null, text: look?.text ?? null, near_copy: copy, hash }
    if (!look) return { ...row, error: error?.message ?? null }
    const judged = score ?? scoreOf(look, judge)
    if (!judged) return { ...row, error: 'this head has not judged it, and only the picture itself can tell' }
    const unjudged = notJudged(look)
    if (unjudged) return { ...row, error: say.message(unjudged.reason) }
    const verdict = verdictOf(look, judged, judge)
    return { ...row, prediction: decide(verdict, sensitivity), probability: verdict.probability, error: null }
  }
}
