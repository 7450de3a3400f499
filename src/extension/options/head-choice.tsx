import { signal } from '@preact/signals'
import type { HeadFile } from '../../core/model/head.ts'
import { LEVELS, thresholdsOf } from '../../core/model/levels.ts'
import { READING_VERSION } from '../../core/reading/reading.ts'
import { say } from '../../runtime/browser/say.ts'
import type { CurrentHead } from '../engine/head-store.ts'
import { currentHead, heads, readCurrentHead } from '../ui/current-head.ts'
import { HeadWarning } from '../ui/head-warning.tsx'
import { FileDrop } from './file-drop.tsx'
import { fitKey } from './fit-key.ts'
import { changeHead } from './head-changes.ts'

const problem = signal('')

async function show(change?: () => Promise<void>): Promise<void> {
  problem.value = ''
  try {
    await (change ? changeHead(change) : readCurrentHead())
  } catch (error) {
    problem.value = say('headRefused', { detail: (error as Error).message })
  }
}
show()

/** Which head judges: the bundled one, or one that the user trained. */
export function HeadChoice() {
  const current = currentHead.value
  return (
    <div class="row" data-row="head">
      <h3>{say('head')}</h3>
      {current && <Facts {...current} />}
      <HeadWarning />
      <p class="quiet">{say('headHint')}</p>
      <FileDrop name="head" label={say('headLoad')} take={(file) => show(() => heads.choose(file))} />
      <div class="actions">
        {current && !(current.own && current.setAside === null) && (
          <button type="button" onClick={() => show(heads.forget)}>
            {say('headBack')}
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
  if (!head.levels) return say('headFlagsAtAll', { percent: { percent: head.threshold } })
  const thresholds = thresholdsOf(head, 'both')
  const levels = LEVELS.map((level) =>
    say('headLevel', { percent: { percent: thresholds[level] }, level: { said: say(`level_${level}`) } }),
  )
  return say('headFlagsByLevel', { levels: { said: levels.join(say('comma')) } })
}

function Facts({ name, own, head, manifest }: CurrentHead) {
  const trainedOn = Object.entries(head.trainedOn).map(
    ([dataset, rows]) => `${say.value(dataset)} (${say.value(rows)})`,
  )
  return (
    <dl>
      <dt>{say('headInUse')}</dt>
      <dd data-head={own ? 'bundled' : 'loaded'}>{own ? say('headBundled') : name}</dd>
      <dt>{say('headFor')}</dt>
      <dd>
        {head.model.id} {head.model.version}
      </dd>
      <dt>{say('headTrainedOn')}</dt>
      <dd>{trainedOn.join(say('comma')) || say('notTold')}</dd>
      <dt>{say('headFit')}</dt>
      <dd>{say(fitKey(manifest.image))}</dd>
      <dt>{say('headReadings')}</dt>
      <dd>{say('headReading', { there: head.reading ?? { said: say('notTold') }, here: READING_VERSION })}</dd>
      <dt>{say('headFlagsFrom')}</dt>
      <dd>{say('headFlags', { from: { said: flagsFrom(head) } })}</dd>
    </dl>
  )
}
