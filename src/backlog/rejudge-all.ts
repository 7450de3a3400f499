import type { Judge } from '../core/corrections/corrected-head.ts'
import { scoreOf } from './look.ts'
import type { Store } from './store/store.ts'

/** Looks that are read at once. */
const AT_ONCE = 5000

export interface Rejudged {
  scored: number
  /** Of which only the picture itself can tell. */
  unknown: number
}

/** Scores all looks that this head has not scored, from what is kept of them. Goes on where it was stopped. */
export async function rejudgeAll(store: Store, judge: Judge, signal: AbortSignal): Promise<Rejudged> {
  const outcome: Rejudged = { scored: 0, unknown: 0 }
  for (let after = 0; ; ) {
    signal.throwIfAborted()
    const looks = await store.unscored(after, AT_ONCE)
    if (looks.length === 0) return outcome
    const scores = looks.flatMap(({ id, look }) => {
      const score = scoreOf(JSON.parse(look), judge)
      return score ? [{ look: id, ...score }] : []
    })
    await store.scoreAll(scores)
    outcome.scored += scores.length
    outcome.unknown += looks.length - scores.length
    after = looks[looks.length - 1].id
  }
}
