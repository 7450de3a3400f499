import { signal } from '@preact/signals'
import { percent } from '../../core/decide.ts'
import type { HeadFile } from '../../core/model/head.ts'
import { LEVELS, thresholdsOf } from '../../core/model/levels.ts'
import { READING_VERSION } from '../../core/reading/reading.ts'
import type { CurrentHead } from '../engine/head-store.ts'
import { currentHead, heads, readCurrentHead } from '../ui/current-head.ts'
import { FileDrop } from './file-drop.tsx'
import { words } from './words.ts'

const { model } = words
const problem = signal('')

async function show(change?: () => Promise<void>): Promise<void> {
  problem.value = ''
  try {
    await change?.()
    await readCurrentHead()
  } catch (error) {
    problem.value = (error as Error).message
  }
}
show()

/** Which head judges: the bundled one, or one that the user trained. */
export function HeadChoice() {
  const current = currentHead.value
  return (
    <div class="row" data-row="head">
      <h3>{model.head}</h3>
      {current && <Facts {...current} />}
      {current?.warning && (
        <p class="bad" role="status">
          {model.warning(current.name, current.warning)}
        </p>
      )}
      <p class="quiet">{model.headHint}</p>
      <FileDrop name="head" label={model.load} take={(file) => show(() => heads.choose(file))} />
      <div class="actions">
        {current && !current.own && (
          <button type="button" onClick={() => show(heads.forget)}>
            {model.toBundled}
          </button>
        )}
        <span class="bad" role="alert">
          {problem.value}
        </span>
      </div>
    </div>
  )
}

function flagsFrom(head: HeadFile): string {
  if (!head.levels) return model.flagsAtAll(percent(head.threshold))
  const thresholds = thresholdsOf(head, 'both')
  return model.flagsByLevel(LEVELS.map((level) => `${percent(thresholds[level])} (${level})`).join(', '))
}

function Facts({ name, own, head }: CurrentHead) {
  const trainedOn = Object.entries(head.trainedOn).map(([dataset, rows]) => `${dataset} (${rows})`)
  return (
    <dl>
      <dt>{model.inUse}</dt>
      <dd data-head={own ? 'bundled' : 'loaded'}>{own ? model.bundled : name}</dd>
      <dt>{model.for}</dt>
      <dd>
        {head.model.id} {head.model.version}
      </dd>
      <dt>{model.trainedOn}</dt>
      <dd>{trainedOn.join(', ') || model.notTold}</dd>
      <dt>{model.readings}</dt>
      <dd>{model.reading(head.reading?.toString() ?? model.notTold, READING_VERSION)}</dd>
      <dt>{model.flagsFrom}</dt>
      <dd>{model.flags(flagsFrom(head))}</dd>
    </dl>
  )
}
