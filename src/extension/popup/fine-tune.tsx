import type { HeadFile } from '../../core/model/head.ts'
import { thresholdsOf } from '../../core/model/levels.ts'
import { say } from '../../runtime/browser/say.ts'
import { change, settings } from '../ui/live-settings.ts'

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
      <summary>{say('fineTune')}</summary>
      <label for="sensitivity">{say('flagFrom', { percent: { percent: threshold } })}</label>
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
        {say('fineTuneHint', {
          recall: { percent: nearest.recall },
          precision: { percent: precision },
          share: { percent: OFFENSIVE_SHARE },
        })}
      </div>
      {own !== null && (
        <div class="actions">
          <button type="button" onClick={() => change({ threshold: null })}>
            {say('backTo', { level: { said: say(`level_${level}`) } })}
          </button>
        </div>
      )}
    </details>
  )
}
