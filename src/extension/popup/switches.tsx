import { changeSettings, isListed } from '../settings.ts'
import { page, settings } from './state.ts'

/** On or off, everywhere and on this site. */
export function Switches() {
  const { enabled, offSites, coverFirst, effect, unknown } = settings.value
  const host = page.value?.host
  const onHere = host !== undefined && !isListed(offSites, host)
  function switchSite(on: boolean) {
    if (host === undefined) return
    const others = offSites.filter((entry) => host !== entry && !host.endsWith(`.${entry}`))
    changeSettings({ offSites: on ? others : [...others, host] })
  }
  return (
    <section>
      <label class="row">
        Veil offensive memes
        <input type="checkbox" name="enabled" checked={enabled} onChange={(e) => changeSettings({ enabled: e.currentTarget.checked })} />
      </label>
      {host !== undefined && (
        <label class="row">
          On {host}
          <input type="checkbox" name="site" checked={onHere} disabled={!enabled} onChange={(e) => switchSite(e.currentTarget.checked)} />
        </label>
      )}
      <label class="row">
        Cover pictures until they are checked
        <input type="checkbox" name="coverFirst" checked={coverFirst} onChange={(e) => changeSettings({ coverFirst: e.currentTarget.checked })} />
      </label>
      <label class="row">
        Only a badge, no blur
        <input
          type="checkbox"
          name="badge"
          checked={effect === 'badge'}
          onChange={(e) => changeSettings({ effect: e.currentTarget.checked ? 'badge' : 'blur' })}
        />
      </label>
      <label class="row">
        Cover what could not be checked
        <input
          type="checkbox"
          name="unknown"
          checked={unknown === 'cover'}
          onChange={(e) => changeSettings({ unknown: e.currentTarget.checked ? 'cover' : 'show' })}
        />
      </label>
    </section>
  )
}
