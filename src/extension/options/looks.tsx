import { say } from '../../runtime/browser/say.ts'
import { EffectChoice } from '../ui/effect-choice.tsx'
import { change, settings } from '../ui/live-settings.ts'
import { COVER_FIRST_NAMES } from '../ui/names.ts'
import { ChoiceRow, SwitchRow } from '../ui/rows.tsx'
import { Section } from './section.tsx'

/** What a covered picture looks like, drawn as it changes. */
export function Looks() {
  return (
    <Section id="looks" title={say('looks')}>
      <div class="row" data-row="effect">
        <EffectChoice />
        <p class="quiet">{say('tryEffect')}</p>
      </div>
      <ChoiceRow
        name="coverFirst"
        label={say('coverFirst')}
        hint={say('coverFirstHint')}
        names={COVER_FIRST_NAMES}
        value={settings.value.coverFirst}
        onChoose={(coverFirst) => change({ coverFirst })}
      />
      <SwitchRow
        name="revealOnHover"
        label={say('revealOnHover')}
        hint={say('revealOnHoverHint')}
        on={settings.value.revealOnHover}
        onSwitch={(revealOnHover) => change({ revealOnHover })}
      />
    </Section>
  )
}
