import type { Effect } from '../content/cover/stylesheet.ts'
import { changeSettings, type Settings, type Unit } from '../settings.ts'
import { settingsFor, switchSite } from '../site-settings.ts'
import { page, settings } from './state.ts'

interface SwitchProps {
  name: string
  label: string
  on: boolean
  disabled?: boolean
  onSwitch(on: boolean): void
}

function Switch({ name, label, on, disabled, onSwitch }: SwitchProps) {
  return (
    <label class="row">
      {label}
      <input
        type="checkbox"
        name={name}
        checked={on}
        disabled={disabled}
        onChange={(e) => onSwitch(e.currentTarget.checked)}
      />
    </label>
  )
}

interface SwitchedSetting {
  name: string
  label: string
  isOn(settings: Settings): boolean
  change(on: boolean): Partial<Settings>
}

/** Switches over how pictures are covered, in the order in which they stand. */
const HOW: SwitchedSetting[] = [
  {
    name: 'coverFirst',
    label: 'Cover pictures until they are checked',
    isOn: (s) => s.coverFirst,
    change: (coverFirst) => ({ coverFirst }),
  },
  {
    name: 'sexual',
    label: 'Veil sexual pictures too',
    isOn: (s) => s.sexual,
    change: (sexual) => ({ sexual }),
  },
  {
    name: 'unknown',
    label: 'Cover what could not be checked',
    isOn: (s) => s.unknown === 'cover',
    change: (on) => ({ unknown: on ? 'cover' : 'show' }),
  },
  {
    name: 'foreign',
    label: 'Cover text in other languages',
    isOn: (s) => s.foreign === 'cover',
    change: (on) => ({ foreign: on ? 'cover' : 'show' }),
  },
]

const EFFECT_NAMES: Record<Effect, string> = {
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

interface ChoiceProps<T extends string> {
  name: 'effect' | 'unit'
  label: string
  names: Record<T, string>
}

function Choice<T extends string>({ name, label, names }: ChoiceProps<T>) {
  return (
    <label class="row">
      {label}
      <select
        name={name}
        value={settings.value[name]}
        onChange={(e) => changeSettings({ [name]: e.currentTarget.value })}
      >
        {Object.entries<string>(names).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}

/** On or off, everywhere and on this site, and how pictures are covered. */
export function Switches() {
  const { enabled } = settings.value
  const place = page.value
  return (
    <section>
      <Switch
        name="enabled"
        label="Veil offensive memes"
        on={enabled}
        onSwitch={(on) => changeSettings({ enabled: on })}
      />
      {place && (
        <Switch
          name="site"
          label={`On ${place.host}`}
          on={settingsFor({ ...settings.value, enabled: true }, place.host, place.path).enabled}
          disabled={!enabled}
          onSwitch={(on) => changeSettings(switchSite(settings.value, place, on))}
        />
      )}
      <Choice name="effect" label="Veil with" names={EFFECT_NAMES} />
      <Choice name="unit" label="Of an offensive post veil" names={UNIT_NAMES} />
      {HOW.map(({ name, label, isOn, change }) => (
        <Switch
          key={name}
          name={name}
          label={label}
          on={isOn(settings.value)}
          onSwitch={(on) => changeSettings(change(on))}
        />
      ))}
    </section>
  )
}
