import { say } from '../../runtime/browser/say.ts'
import { pausedUntil, resume } from '../pauses.ts'
import { settingsFor, switchSite } from '../site-settings.ts'
import { change, settings } from '../ui/live-settings.ts'
import { SwitchRow } from '../ui/rows.tsx'
import { engine } from './engine-state.ts'
import { pictures } from './pictures.ts'
import { granted } from './site-access.tsx'
import { page, pauses } from './state.ts'
import { statusOf } from './status.ts'

/** On or off on the page's site, and whether it works there. */
export function SiteSwitch() {
  const place = page.value
  const { enabled } = settings.value
  const { enabled: siteOn, coverAll = false } = settingsFor(
    { ...settings.value, enabled: true },
    place?.host ?? '',
    place?.path,
  )
  const until = place && pausedUntil(pauses.value, place.tab)
  const { kind, text } = statusOf({
    host: place?.host ?? null,
    enabled,
    pausedUntil: until,
    granted: granted.value,
    siteOn,
    coverAll,
    pictures: pictures.value,
    engine: engine.value,
  })
  return (
    <section class="site">
      {place && (
        <SwitchRow
          name="site"
          label={say('veilOn', { host: place.host })}
          on={siteOn}
          disabled={!enabled}
          onSwitch={(on) => change((before) => switchSite(before, place, on))}
        />
      )}
      <div class="status" data-status={kind}>
        <span aria-live="polite">{text}</span>
        {!enabled && (
          <button type="button" class="plain" name="on" onClick={() => change({ enabled: true })}>
            {say('switchOn')}
          </button>
        )}
        {enabled && place && until !== null && (
          <button type="button" class="plain" name="resume" onClick={() => resume(place.tab)}>
            {say('resume')}
          </button>
        )}
      </div>
    </section>
  )
}
