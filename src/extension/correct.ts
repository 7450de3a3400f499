import * as v from 'valibot'
import { Correction } from '../core/corrections/correction.ts'
import { KeptOfPicture } from '../core/corrections/fed.ts'
import { decide, type Sensitivity, type Verdict } from '../core/decide.ts'

/** What somebody says of a verdict: what it should have been, and all that a correction is made of. */
export const Said = v.object({
  offensive: v.boolean(),
  verdict: Correction.entries.verdict,
  model: Correction.entries.model,
  /** Hashed and forgotten where it arrives. */
  words: v.pipe(v.string(), v.maxLength(1_000_000)),
  fed: KeptOfPicture,
})
export type Said = v.InferOutput<typeof Said>

/** Null for a verdict that nothing can be learned from: nothing was fed. */
export function saidOf(verdict: Verdict, sensitivity: Sensitivity, offensive: boolean): Said | null {
  const { probability, model, text: words, fed } = verdict
  if (!fed) return null
  // corrections are of the model that judges
  const { second: _, ...own } = fed
  return { offensive, verdict: { probability, offensive: flags(verdict, sensitivity) }, model, words, fed: own }
}

export function flags(verdict: Verdict, sensitivity: Sensitivity): boolean {
  return decide(verdict, sensitivity) === 'Offensive'
}
