import { signal } from '@preact/signals'
import { percent } from '../../core/decide.ts'
import { type CurrentHead, createHeadStore } from '../engine/head-store.ts'
import { changeSettings } from '../settings.ts'
import { settings } from './state.ts'

/** A feed's share of offensive posts, for which precision is stated. */
const OFFENSIVE_SHARE = 0.05

const current = signal<CurrentHead | null>(null)
createHeadStore()
  .current()
  .then((head) => {
    current.value = head
  })

/** Where to flag from, with what the model's validation rows say to expect there. */
export function Sensitivity() {
  if (!current.value) return null
  const { name, warning, head } = current.value
  const { threshold: own, operatingPoints } = head
  const told = warning && (
    <div class="bad" role="status">
      {name}: {warning}.
    </div>
  )
  if (operatingPoints.length === 0) return told && <section>{told}</section>
  const threshold = settings.value.threshold ?? own
  const nearest = operatingPoints.reduce((a, b) =>
    Math.abs(b.threshold - threshold) < Math.abs(a.threshold - threshold) ? b : a,
  )
  const caught = OFFENSIVE_SHARE * nearest.recall
  const precision = caught / Math.max(1e-9, caught + (1 - OFFENSIVE_SHARE) * nearest.falsePositiveRate)
  return (
    <section>
      <h2>
        <label for="sensitivity">Flag from {percent(threshold)} on</label>
      </h2>
      <input
        id="sensitivity"
        type="range"
        min="0.05"
        max="0.95"
        step="0.05"
        value={threshold}
        onInput={(e) => changeSettings({ threshold: Number(e.currentTarget.value) })}
      />
      <div class="quiet">
        Expect about {percent(nearest.recall)} of offensive memes caught; {percent(precision)} of what is veiled really
        offensive in a feed with {percent(OFFENSIVE_SHARE)} offensive posts. Lower catches more and errs more.
      </div>
      {told}
      {settings.value.threshold !== null && (
        <div class="actions">
          <button type="button" onClick={() => changeSettings({ threshold: null })}>
            Back to {percent(own)}
          </button>
        </div>
      )}
    </section>
  )
}
