import { changeSettings, isListed } from '../settings.ts'
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

/** On or off, everywhere and on this site, and how pictures are covered. */
export function Switches() {
  const { enabled, offSites, coverFirst, effect, unknown, sexual } = settings.value
  const host = page.value?.host
  function switchSite(here: string, on: boolean) {
    const others = offSites.filter((entry) => here !== entry && !here.endsWith(`.${entry}`))
    changeSettings({ offSites: on ? others : [...others, here] })
  }
  return (
    <section>
      <Switch
        name="enabled"
        label="Veil offensive memes"
        on={enabled}
        onSwitch={(on) => changeSettings({ enabled: on })}
      />
      {host !== undefined && (
        <Switch
          name="site"
          label={`On ${host}`}
          on={!isListed(offSites, host)}
          disabled={!enabled}
          onSwitch={(on) => switchSite(host, on)}
        />
      )}
      <Switch
        name="coverFirst"
        label="Cover pictures until they are checked"
        on={coverFirst}
        onSwitch={(on) => changeSettings({ coverFirst: on })}
      />
      <Switch
        name="badge"
        label="Only a badge, no blur"
        on={effect === 'badge'}
        onSwitch={(on) => changeSettings({ effect: on ? 'badge' : 'blur' })}
      />
      <Switch
        name="sexual"
        label="Veil sexual pictures too"
        on={sexual}
        onSwitch={(on) => changeSettings({ sexual: on })}
      />
      <Switch
        name="unknown"
        label="Cover what could not be checked"
        on={unknown === 'cover'}
        onSwitch={(on) => changeSettings({ unknown: on ? 'cover' : 'show' })}
      />
    </section>
  )
}
