import { EffectChoice } from '../ui/effect-choice.tsx'
import { change, settings } from '../ui/live-settings.ts'
import { SwitchRow } from '../ui/rows.tsx'
import { Section } from './section.tsx'
import { words } from './words.ts'

/** What a covered picture looks like, drawn as it changes. */
export function Looks() {
  return (
    <Section id="looks" title={words.looks.title}>
      <div class="row" data-row="effect">
        <EffectChoice />
        <p class="quiet">{words.looks.try}</p>
      </div>
      <SwitchRow
        name="coverFirst"
        label={words.looks.coverFirst}
        hint={words.looks.coverFirstHint}
        on={settings.value.coverFirst}
        onSwitch={(coverFirst) => change({ coverFirst })}
      />
      <SwitchRow
        name="revealOnHover"
        label={words.looks.revealOnHover}
        hint={words.looks.revealOnHoverHint}
        on={settings.value.revealOnHover}
        onSwitch={(revealOnHover) => change({ revealOnHover })}
      />
    </Section>
  )
}
