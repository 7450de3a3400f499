import { percent } from '../../core/decide.ts'
import { levelsWarning } from '../../core/head-levels.ts'
import { RATINGS } from '../../core/model/ratings.ts'
import { currentHead } from '../ui/current-head.ts'
import { LevelChoice } from '../ui/level-choice.tsx'
import { change, settings } from '../ui/live-settings.ts'
import { ChoiceRow, NumberRow, SwitchRow } from '../ui/rows.tsx'
import { words as shared } from '../ui/words.ts'
import { Section } from './section.tsx'
import { words } from './words.ts'

const { general } = words
const MOST_PIXELS = 2000

/** The levels, and what counts in their place. */
function Readiness() {
  const { level, threshold } = settings.value
  const head = currentHead.value
  const warning = head && levelsWarning(head.head)
  return (
    <div class="row" data-row="level">
      <LevelChoice levels={head?.head.levels} />
      {head && warning && <p class="quiet">{general.noLevels(head.name, warning)}</p>}
      {threshold !== null && (
        <div class="actions">
          <span>{general.ownThreshold(percent(threshold))}</span>
          <button type="button" class="second" onClick={() => change({ threshold: null })}>
            {general.back(shared.level.names[level])}
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
        label={general.unknown}
        hint={general.unknownHint}
        names={general.coverOrShow}
        value={unknown}
        onChoose={(unknown) => change({ unknown })}
      />
      <ChoiceRow
        name="foreign"
        label={general.foreign}
        hint={general.foreignHint}
        names={general.coverOrShow}
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
    <Section id="general" title={general.title}>
      <SwitchRow
        name="enabled"
        label={general.enabled}
        hint={general.enabledHint}
        on={enabled}
        onSwitch={(enabled) => change({ enabled })}
      />
      <Readiness />
      <Unjudged />
      {RATINGS.map((rating) => (
        <SwitchRow
          key={rating}
          name={rating}
          label={general.ratings[rating]}
          hint={general.ratingHints[rating]}
          on={settings.value[rating]}
          onSwitch={(on) => change({ [rating]: on })}
        />
      ))}
      <ChoiceRow
        name="unit"
        label={general.unit}
        hint={general.unitHint}
        names={general.units}
        value={unit}
        onChoose={(unit) => change({ unit })}
      />
      <NumberRow
        name="minimumSize"
        label={general.minimumSize}
        hint={general.minimumSizeHint}
        value={minimumSize}
        min={0}
        max={MOST_PIXELS}
        onNumber={(minimumSize) => change({ minimumSize })}
      />
    </Section>
  )
}
