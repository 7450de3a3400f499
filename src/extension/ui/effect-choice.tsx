import { say } from '../../runtime/browser/say.ts'
import { EFFECTS } from '../content/cover/stylesheet.ts'
import { EffectPreview } from './effect-preview.tsx'
import { change, settings } from './live-settings.ts'
import { EFFECT_NAMES } from './names.ts'

/** The effects, one to be chosen, beside a meme that shows it. */
export function EffectChoice() {
  const { effect: chosen } = settings.value
  return (
    <div class="actions">
      <fieldset>
        <legend>{say('effectChoice')}</legend>
        {EFFECTS.map((effect) => (
          <label key={effect} class="option">
            <input
              type="radio"
              name="effect"
              value={effect}
              checked={effect === chosen}
              onChange={() => change({ effect })}
            />
            {EFFECT_NAMES[effect]}
          </label>
        ))}
      </fieldset>
      <EffectPreview effect={chosen} />
    </div>
  )
}
