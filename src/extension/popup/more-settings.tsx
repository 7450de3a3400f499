import { RATINGS } from '../../core/model/ratings.ts'
import { say } from '../../runtime/browser/say.ts'
import type { Settings } from '../settings.ts'
import { change, settings } from '../ui/live-settings.ts'
import { COVER_FIRST_NAMES, EFFECT_NAMES, UNIT_NAMES } from '../ui/names.ts'
import { ChoiceRow, SwitchRow } from '../ui/rows.tsx'

interface SwitchedSetting {
  name: string
  label: string
  isOn(settings: Settings): boolean
  switched(on: boolean): Partial<Settings>
}

/** In the order in which they stand. */
const SWITCHES: SwitchedSetting[] = [
  {
    name: 'enabled',
    label: say('switchEnabled'),
    isOn: (s) => s.enabled,
    switched: (enabled) => ({ enabled }),
  },
  ...RATINGS.map((rating) => ({
    name: rating,
    label: say(`veilRated_${rating}`),
    isOn: (s: Settings) => s[rating],
    switched: (on: boolean) => ({ [rating]: on }),
  })),
  {
    name: 'unknown',
    label: say('switchUnknown'),
    isOn: (s) => s.unknown === 'cover',
    switched: (on) => ({ unknown: on ? 'cover' : 'show' }),
  },
  {
    name: 'foreign',
    label: say('switchForeign'),
    isOn: (s) => s.foreign === 'cover',
    switched: (on) => ({ foreign: on ? 'cover' : 'show' }),
  },
  {
    name: 'revealOnHover',
    label: say('switchHover'),
    isOn: (s) => s.revealOnHover,
    switched: (revealOnHover) => ({ revealOnHover }),
  },
  {
    name: 'statistics',
    label: say('switchStatistics'),
    isOn: (s) => s.statistics,
    switched: (statistics) => ({ statistics }),
  },
]

/** What counts everywhere. */
export function MoreSettings() {
  const { coverFirst, effect, unit } = settings.value
  return (
    <details class="more">
      <summary>{say('moreSettings')}</summary>
      <section>
        <ChoiceRow
          name="effect"
          label={say('effect')}
          names={EFFECT_NAMES}
          value={effect}
          onChoose={(effect) => change({ effect })}
        />
        <ChoiceRow
          name="unit"
          label={say('unit')}
          names={UNIT_NAMES}
          value={unit}
          onChoose={(unit) => change({ unit })}
        />
        <ChoiceRow
          name="coverFirst"
          label={say('coverFirst')}
          names={COVER_FIRST_NAMES}
          value={coverFirst}
          onChoose={(coverFirst) => change({ coverFirst })}
        />
        {SWITCHES.map(({ name, label, isOn, switched }) => (
          <SwitchRow
            key={name}
            name={name}
            label={label}
            on={isOn(settings.value)}
            onSwitch={(on) => change(switched(on))}
          />
        ))}
      </section>
    </details>
  )
}
