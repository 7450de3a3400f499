import type { Judge } from '../core/corrections/corrected-head.ts'
import type { Verdict } from '../core/decide.ts'
import type { InputKind } from '../core/model/head.ts'
import { thresholdsOf } from '../core/model/levels.ts'
import { judgeAnew } from '../core/rejudge.ts'

/** What reader and towers made of a picture or a text: all of a verdict that is the same by any head. */
export type Look = Omit<Verdict, keyof Score | 'thresholds' | 'model' | 'ms' | 'contributions' | 'seen' | 'corrected'>

/** What one head says of a look; the probability is calibrated. */
export interface Score {
  probability: number
  kind: InputKind
}

/** A verdict in these two parts. */
export function partsOf(verdict: Verdict): { look: Look; score: Score } {
  const { probability, kind, thresholds: _, model: __, ms: ___, ...look } = verdict
  return { look, score: { probability, kind } }
}

/** The verdict again. */
export function verdictOf(look: Look, score: Score, judge: Judge): Verdict {
  const thresholds = thresholdsOf(judge.head, score.kind)
  return { ...look, ...score, thresholds, model: judge.model, ms: NO_TIME }
}

/** What this head says of a look that others have judged; undefined where only the picture itself can tell. */
export function scoreOf(look: Look, judge: Judge): Score | undefined {
  const verdict = judgeAnew(verdictOf(look, UNSCORED, judge), judge)
  return verdict && partsOf(verdict).score
}

const NO_TIME = { decode: 0, ocr: 0, vision: 0, text: 0, head: 0, ratings: 0 }
const UNSCORED: Score = { probability: 0, kind: 'picture' }
