import { levelsWarning } from '../../core/head-levels.ts'
import { RATINGS } from '../../core/model/ratings.ts'
import { say } from '../../runtime/browser/say.ts'
import { currentHead } from '../ui/current-head.ts'
import { LevelChoice } from '../ui/level-choice.tsx'
import { change, settings } from '../ui/live-settings.ts'
import { UNIT_NAMES } from '../ui/names.ts'
import { ChoiceRow, NumberRow, SwitchRow } from '../ui/rows.tsx'
import { Section } from './section.tsx'

const MOST_PIXELS = 2000
const COVER_OR_SHOW = { cover: say('coverOrShow_cover'), show: say('coverOrShow_show') }

/** The levels, and what counts in their place. */
function Readiness() {
  const { level, threshold } = settings.value
  const head = currentHead.value
  const warning = head && levelsWarning(say, head.head)
  return (
    <div class="row" data-row="level">
      <LevelChoice levels={head?.head.levels} />
      {head && warning && <p class="quiet">{say('told', { what: head.name, why: { said: warning } })}</p>}
      {threshold !== null && (
        <div class="actions">
          <span>{say('ownThreshold', { percent: { percent: threshold } })}</span>
          <button type="button" class="second" onClick={() => change({ threshold: null })}>
            {say('backTo', { level: { said: say(`level_${level}`) } })}
          </button>
        </div>
      )}
    </div>
  )
}

/** What becomes of pictures without a verdict. */
function Unjudged() {
  const { unknown, foreign } = settings.value
  return (
    <>
      <ChoiceRow
        name="unknown"
        label={say('unknown')}
        hint={say('unknownHint')}
        names={COVER_OR_SHOW}
        value={unknown}
        onChoose={(unknown) => change({ unknown })}
      />
      <ChoiceRow
        name="foreign"
        label={say('foreign')}
        hint={say('foreignHint')}
        names={COVER_OR_SHOW}
        value={foreign}
        onChoose={(foreign) => change({ foreign })}
      />
    </>
  )
}

/** What is veiled, and how readily. */
export function General() {
  const { enabled, unit, minimumSize } = settings.value
  return (
    <Section id="general" title={say('general')}>
      <SwitchRow
        name="enabled"
        label={say('enabled')}
        hint={say('enabledHint')}
        on={enabled}
        onSwitch={(enabled) => change({ enabled })}
      />
      <Readiness />
      <Unjudged />
      {RATINGS.map((rating) => (
        <SwitchRow
          key={rating}
          name={rating}
          label={say(`veilRated_${rating}`)}
          hint={say(`veilRatedHint_${rating}`)}
          on={settings.value[rating]}
          onSwitch={(on) => change({ [rating]: on })}
        />
      ))}
      <ChoiceRow
        name="unit"
        label={say('unit')}
        hint={say('unitHint')}
        names={UNIT_NAMES}
        value={unit}
        onChoose={(unit) => change({ unit })}
      />
      <NumberRow
        name="minimumSize"
        label={say('minimumSize')}
        hint={say('minimumSizeHint')}
        value={minimumSize}
        min={0}
        max={MOST_PIXELS}
        onNumber={(minimumSize) => change({ minimumSize })}
      />
    </Section>
  )
}
