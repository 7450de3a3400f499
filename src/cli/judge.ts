import { decide, notJudged, type Prediction, type Verdict } from '../core/decide.ts'
import type { Judgement, Pipeline } from '../core/pipeline.ts'
import { UserError } from '../core/user-error.ts'

/** Judges one picture or text. Throws PictureError, and UserError for a text in a language that isn't judged. */
export async function judge(
  pipeline: Pipeline,
  input: Judgement,
  threshold: number,
): Promise<{ prediction: Prediction; verdict: Verdict }> {
  const verdict = await pipeline.judge(input)
  const reason = notJudged(verdict)
  if (reason) throw new UserError('language', reason)
  return { prediction: decide(verdict.probability, threshold), verdict }
}
