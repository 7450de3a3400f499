import { say } from '../../runtime/browser/say.ts'
import { MOST_ENTRIES, type SiteSettings } from '../settings.ts'
import { siteName } from '../site-name.ts'
import { changeSite } from '../site-settings.ts'
import { change, settings } from '../ui/live-settings.ts'
import { COVER_FIRST_NAMES, EFFECT_NAMES, LEVEL_NAMES } from '../ui/names.ts'
import { ChoiceRow, SwitchRow } from '../ui/rows.tsx'
import { page } from './state.ts'

const AS_EVERYWHERE = { '': say('asEverywhere') }

/** What is otherwise on the page's site. */
export function OnThisSite() {
  if (!page.value) return null
  const site = siteName(page.value.host)
  const { sites, block } = settings.value
  const { level = '', effect = '', coverFirst = '' } = sites[site] ?? {}
  const changeHere = (changes: SiteSettings) => change((before) => changeSite(before, site, changes))
  const blockHere = (on: boolean) =>
    change(({ block }) => ({ block: [...block.filter((entry) => entry !== site), ...(on ? [site] : [])] }))
  const isFull = block.length >= MOST_ENTRIES && !block.includes(site)
  return (
    <details class="more">
      <summary>{say('onlyOn', { site })}</summary>
      <section>
        <ChoiceRow
          name="siteLevel"
          label={say('level')}
          names={{ ...AS_EVERYWHERE, ...LEVEL_NAMES }}
          value={level}
          onChoose={(level) => changeHere({ level: level || undefined })}
        />
        <ChoiceRow
          name="siteEffect"
          label={say('effect')}
          names={{ ...AS_EVERYWHERE, ...EFFECT_NAMES }}
          value={effect}
          onChoose={(effect) => changeHere({ effect: effect || undefined })}
        />
        <ChoiceRow
          name="siteCoverFirst"
          label={say('untilChecked')}
          names={{ ...AS_EVERYWHERE, ...COVER_FIRST_NAMES }}
          value={coverFirst}
          onChoose={(coverFirst) => changeHere({ coverFirst: coverFirst || undefined })}
        />
        <SwitchRow
          name="siteBlock"
          label={say('siteBlock')}
          hint={isFull ? say('listFull', { most: MOST_ENTRIES }) : undefined}
          on={block.includes(site)}
          disabled={isFull}
          onSwitch={blockHere}
        />
      </section>
    </details>
  )
}
