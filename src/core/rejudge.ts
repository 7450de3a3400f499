import type { Judge } from './corrections/corrected-head.ts'
import { fedOf } from './corrections/fed.ts'
import type { Verdict } from './decide.ts'
import { hear, seenBefore } from './hear.ts'
import { highestOf } from './model/calibration.ts'
import { inputKind } from './model/head.ts'
import { thresholdsOf } from './model/levels.ts'

/** A verdict as this judge has it: as it is, where it is this judge's, else by `judgeAnew`. */
export function rejudge(verdict: Verdict, judge: Judge): Verdict | undefined {
  return verdict.model.head === judge.model.head ? verdict : judgeAnew(verdict, judge)
}

/** From what the towers made of the picture then; undefined where that wasn't kept whole. */
export function judgeAnew(verdict: Verdict, judge: Judge): Verdict | undefined {
  if (!verdict.fed?.complete) return undefined
  const judged = fedOf(verdict.fed).map((fed) => ({
    fed,
    probability: highestOf(judge.classify(fed.image, fed.text), fed.among),
  }))
  const { fed, probability } = judged.reduce((a, b) => (b.probability > a.probability ? b : a))
  const kind = inputKind(fed.image, fed.text)
  const { corrected: _, second: __, ...rest } = verdict
  const corrected = judge.decidedBy(fed)
  const thresholds = thresholdsOf(judge.head, kind)
  const alone = { ...rest, probability, kind, thresholds, model: judge.model, ...(corrected && { corrected }) }
  if (!judge.beside || !fed.image) return alone
  const seen = seenBefore(verdict.fed.second, judge.beside)
  return seen && hear(alone, judge.beside, seen)
}
