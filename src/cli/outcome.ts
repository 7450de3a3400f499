import type { Prediction } from '../core/decide.ts'
import { type ErrorKind, UserError } from '../core/user-error.ts'

/** What commands end with beside 0, where all went well: */
export const EXIT = {
  /** nothing came of it; also what commander says of wrong options, */
  failed: 1,
  /** it was done, but not everything could be judged, */
  notJudged: 2,
  /** and what shells say of a command that Ctrl+C ended. */
  interrupted: 130,
} as const

export const EXIT_HELP = `Exit status:
  0    all was done
  ${EXIT.failed}    it failed
  ${EXIT.notJudged}    it was done, but some pictures or rows could not be judged
  ${EXIT.interrupted}  Ctrl+C ended it`

/** Why something is not judged, fit to show after a number; any other error is a fault of ours. */
const REASONS: Partial<Record<ErrorKind, string>> = {
  language: 'not in English',
  lettering: 'with lettering that could not be read',
  picture: 'with a damaged or unknown picture',
  'large-picture': 'with too large a picture',
  'missing-picture': 'without the picture that is named',
  'set-aside': 'that could not be had at any try',
  usage: 'with nothing to judge',
}

/** Counts what became of pictures or rows. */
export interface Outcome {
  judged(prediction: Prediction): void
  notJudged(error: unknown): void
  /** How many were not judged. */
  missed(): number
  /** One sentence, without a full stop; `what` was judged, such as "row". */
  summary(what: string): string
}

export function createOutcome(): Outcome {
  let flagged = 0
  let fine = 0
  const reasons = new Map<string, number>()
  const missed = () => [...reasons.values()].reduce((sum, n) => sum + n, 0)
  return {
    judged(prediction) {
      if (prediction === 'Offensive') flagged++
      else fine++
    },
    notJudged(error) {
      const reason = (error instanceof UserError && REASONS[error.kind]) || 'for a fault of MemeVeil'
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
    },
    missed,
    summary(what) {
      const told = [...reasons].map(([reason, n]) => `${n} ${reason}`).join(', ')
      const all = fine + flagged + missed()
      const judged = `${fine + flagged} judged, ${flagged} of them flagged`
      return `${all} ${what}${all === 1 ? '' : 's'}: ${judged}; ${missed()} not judged${told && `: ${told}`}`
    },
  }
}
