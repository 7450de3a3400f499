import { pack, unpack } from './corrections/fed.ts'
import type { SeenBySecond, Verdict } from './decide.ts'
import { type Beside, type SeeingTowers, type Seen, seesAs } from './second/beside.ts'

type Judged = Pick<Verdict, 'probability' | 'thresholds' | 'corrected' | 'second'>

/**
 * The first model's verdict with what the second says, by the rule at `createBeside`. Where a correction alone decided,
 * it has the last word, and the second is told alone.
 */
export function hear<V extends Judged>(verdict: V, beside: Beside, seen: Seen): V {
  const probability = beside.says(seen)
  if (probability === null) return verdict
  const { towers, trained } = beside
  const first = verdict.probability
  const counts = beside.counts && !verdict.corrected
  const onScale = beside.onScaleOf(verdict.thresholds, probability)
  const second = { towers, trained, counts, probability, onScale, first }
  return { ...verdict, probability: counts ? Math.max(first, onScale) : first, second }
}

/** What a second model saw, for another head to say. */
export function keepSeen(towers: SeeingTowers, { image, zeroShot }: Seen): SeenBySecond {
  return { towers, image: pack(image), zeroShot }
}

/** What this second model would see; undefined where only the picture itself can tell. */
export function seenBefore(kept: SeenBySecond | undefined, { towers, trained }: Beside): Seen | undefined {
  if (!kept || !seesAs(kept.towers, towers) || (!trained && kept.zeroShot === null)) return undefined
  return { image: unpack(kept.image), zeroShot: kept.zeroShot }
}
