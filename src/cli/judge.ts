import { decide, notJudged, type Prediction, type Verdict } from '../core/decide.ts'
import type { Judgement, Pipeline } from '../core/pipeline.ts'
import { UserError } from '../core/user-error.ts'

/** Judges one picture or text. Throws PictureError, and UserError for what isn't judged: `notJudged`. */
export async function judge(
  pipeline: Pipeline,
  input: Judgement,
  threshold: number,
): Promise<{ prediction: Prediction; verdict: Verdict }> {
  const verdict = await pipeline.judge(input)
  const unjudged = notJudged(verdict)
  if (unjudged) throw new UserError(unjudged.kind, unjudged.reason)
  return { prediction: decide(verdict.probability, threshold), verdict }
}
