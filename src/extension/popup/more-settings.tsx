import type { Effect } from '../content/cover/stylesheet.ts'
import type { Settings, Unit } from '../settings.ts'
import { change, settings } from '../ui/live-settings.ts'
import { Choice } from './choice.tsx'
import { Switch } from './switch.tsx'

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
    label: 'Veil offensive memes anywhere',
    isOn: (s) => s.enabled,
    switched: (enabled) => ({ enabled }),
  },
  {
    name: 'coverFirst',
    label: 'Cover pictures until they are checked',
    isOn: (s) => s.coverFirst,
    switched: (coverFirst) => ({ coverFirst }),
  },
  {
    name: 'sexual',
    label: 'Veil sexual pictures too',
    isOn: (s) => s.sexual,
    switched: (sexual) => ({ sexual }),
  },
  {
    name: 'unknown',
    label: 'Cover what could not be checked',
    isOn: (s) => s.unknown === 'cover',
    switched: (on) => ({ unknown: on ? 'cover' : 'show' }),
  },
  {
    name: 'foreign',
    label: 'Cover text in other languages',
    isOn: (s) => s.foreign === 'cover',
    switched: (on) => ({ foreign: on ? 'cover' : 'show' }),
  },
  {
    name: 'revealOnHover',
    label: 'Show what is under the pointer',
    isOn: (s) => s.revealOnHover,
    switched: (revealOnHover) => ({ revealOnHover }),
  },
  {
    name: 'statistics',
    label: 'Count what is veiled, on this device alone',
    isOn: (s) => s.statistics,
    switched: (statistics) => ({ statistics }),
  },
]

export const EFFECT_NAMES: Record<Effect, string> = {
  blur: 'a blur',
  solid: 'a solid box',
  greyscale: 'dim grey',
  badge: 'a label alone',
}

const UNIT_NAMES: Record<Unit, string> = {
  picture: 'its picture',
  post: 'the whole post',
  fold: 'the post, folded to a line',
}

/** What counts everywhere. */
export function MoreSettings() {
  const { effect, unit } = settings.value
  return (
    <details class="more">
      <summary>More settings</summary>
      <section>
        <Choice
          name="effect"
          label="Veil with"
          names={EFFECT_NAMES}
          value={effect}
          onChoose={(effect) => change({ effect })}
        />
        <Choice
          name="unit"
          label="Of an offensive post veil"
          names={UNIT_NAMES}
          value={unit}
          onChoose={(unit) => change({ unit })}
        />
        {SWITCHES.map(({ name, label, isOn, switched }) => (
          <Switch
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
