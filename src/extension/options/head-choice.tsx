import { signal } from '@preact/signals'
import { percent } from '../../core/decide.ts'
import type { HeadFile } from '../../core/model/head.ts'
import { LEVELS, thresholdsOf } from '../../core/model/levels.ts'
import { READING_VERSION } from '../../core/reading/reading.ts'
import { type CurrentHead, createHeadStore } from '../engine/head-store.ts'

const heads = createHeadStore()
const current = signal<CurrentHead | null>(null)
const problem = signal('')

async function show(change?: () => Promise<void>): Promise<void> {
  problem.value = ''
  try {
    await change?.()
    current.value = await heads.current()
  } catch (error) {
    problem.value = (error as Error).message
  }
}
show()

/** Which head judges: the bundled one, or one that the user trained. */
export function HeadChoice() {
  return (
    <section>
      <h2>The head that judges</h2>
      {current.value && <Facts {...current.value} />}
      {current.value?.warning && (
        <p class="bad" role="status">
          {current.value.name}: {current.value.warning}.
        </p>
      )}
      <p class="quiet">
        A head is the last layer of the model. <code>memeveil train</code> makes one from tables of your own. It never
        leaves this device, and pictures are judged anew with it.
      </p>
      <label class="drop">
        <span>Load a head.json</span>
        <input
          type="file"
          accept=".json,application/json"
          onChange={(e) => {
            const input = e.currentTarget
            const file = input.files?.[0]
            // the same file, mended, can be chosen again
            if (file) show(() => heads.choose(file)).finally(() => (input.value = ''))
          }}
        />
      </label>
      <div class="actions">
        {current.value && !current.value.own && (
          <button type="button" onClick={() => show(heads.forget)}>
            Back to the bundled head
          </button>
        )}
        <span class="bad" role="alert">
          {problem.value}
        </span>
      </div>
    </section>
  )
}

function flagsFrom(head: HeadFile): string {
  if (!head.levels) return `${percent(head.threshold)} on at every level, for it has no levels`
  const thresholds = thresholdsOf(head, 'both')
  return `${LEVELS.map((level) => `${percent(thresholds[level])} (${level})`).join(', ')} on, where there are words`
}

function Facts({ name, own, head }: CurrentHead) {
  const trainedOn = Object.entries(head.trainedOn).map(([dataset, rows]) => `${dataset} (${rows})`)
  return (
    <dl>
      <dt>In use</dt>
      <dd data-head={own ? 'bundled' : 'loaded'}>{own ? 'the bundled head' : name}</dd>
      <dt>For</dt>
      <dd>
        {head.model.id} {head.model.version}
      </dd>
      <dt>Trained on</dt>
      <dd>{trainedOn.join(', ') || 'not told'}</dd>
      <dt>On readings of</dt>
      <dd>
        version {head.reading ?? 'not told'}; here it is {READING_VERSION}
      </dd>
      <dt>Flags from</dt>
      <dd>{flagsFrom(head)}; a threshold set in the popup counts instead</dd>
    </dl>
  )
}
