import { percent } from '../../core/decide.ts'
import type { HeadFile } from '../../core/model/head.ts'
import { thresholdsOf } from '../../core/model/levels.ts'
import { change, settings } from '../ui/live-settings.ts'
import { words } from '../ui/words.ts'

/** A feed's share of offensive posts, for which precision is stated. */
const OFFENSIVE_SHARE = 0.05

/** A threshold of the user's own, with what the model's validation rows say to expect there. */
export function FineTune({ head }: { head: HeadFile }) {
  const { level, threshold: own } = settings.value
  const threshold = own ?? thresholdsOf(head, 'both')[level]
  const nearest = head.operatingPoints.reduce((a, b) =>
    Math.abs(b.threshold - threshold) < Math.abs(a.threshold - threshold) ? b : a,
  )
  const caught = OFFENSIVE_SHARE * nearest.recall
  const precision = caught / Math.max(1e-9, caught + (1 - OFFENSIVE_SHARE) * nearest.falsePositiveRate)
  return (
    <details open={own !== null}>
      <summary>Fine-tune</summary>
      <label for="sensitivity">Flag from {percent(threshold)} on</label>
      <input
        id="sensitivity"
        type="range"
        min="0.05"
        max="0.95"
        step="0.05"
        value={threshold}
        onInput={(e) => change({ threshold: Number(e.currentTarget.value) })}
      />
      <div class="quiet">
        Counts in the place of a level, with words and without. Expect about {percent(nearest.recall)} of offensive
        memes caught; {percent(precision)} of what is veiled really offensive where {percent(OFFENSIVE_SHARE)} of the
        posts are. Lower catches more and errs more.
      </div>
      {own !== null && (
        <div class="actions">
          <button type="button" onClick={() => change({ threshold: null })}>
            Back to {words.level.names[level]}
          </button>
        </div>
      )}
    </details>
  )
}
