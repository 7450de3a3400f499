import type { SiteSettings } from '../settings.ts'
import { siteName } from '../site-name.ts'
import { changeSite } from '../site-settings.ts'
import { change, settings } from '../ui/live-settings.ts'
import { words } from '../ui/words.ts'
import { Choice } from './choice.tsx'
import { EFFECT_NAMES } from './more-settings.tsx'
import { page } from './state.ts'
import { Switch } from './switch.tsx'

const AS_EVERYWHERE = { '': 'as everywhere' }
const FIRST_NAMES = { true: 'cover until judged', false: 'show until flagged' }

/** What is otherwise on the page's site. */
export function OnThisSite() {
  if (!page.value) return null
  const site = siteName(page.value.host)
  const { sites, block } = settings.value
  const { level = '', effect = '', coverFirst = '' } = sites[site] ?? {}
  const changeHere = (changes: SiteSettings) => change(changeSite(settings.value, site, changes))
  const others = block.filter((entry) => entry !== site)
  return (
    <details class="more">
      <summary>Only on {site}</summary>
      <section>
        <Choice
          name="siteLevel"
          label="Level"
          names={{ ...AS_EVERYWHERE, ...words.level.names }}
          value={level}
          onChoose={(level) => changeHere({ level: level || undefined })}
        />
        <Choice
          name="siteEffect"
          label="Veil with"
          names={{ ...AS_EVERYWHERE, ...EFFECT_NAMES }}
          value={effect}
          onChoose={(effect) => changeHere({ effect: effect || undefined })}
        />
        <Choice
          name="siteCoverFirst"
          label="Pictures"
          names={{ ...AS_EVERYWHERE, ...FIRST_NAMES }}
          value={`${coverFirst}`}
          onChoose={(first) => changeHere({ coverFirst: first === '' ? undefined : first === 'true' })}
        />
        <Switch
          name="siteBlock"
          label="Cover every picture, judge none"
          on={block.includes(site)}
          onSwitch={(on) => change({ block: on ? [...others, site] : others })}
        />
      </section>
    </details>
  )
}
