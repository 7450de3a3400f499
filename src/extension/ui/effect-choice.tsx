import { EFFECTS } from '../content/cover/stylesheet.ts'
import { EffectPreview } from './effect-preview.tsx'
import { change, settings } from './live-settings.ts'
import { words } from './words.ts'

/** The effects, one to be chosen, beside a meme that shows it. */
export function EffectChoice() {
  const { effect: chosen } = settings.value
  return (
    <div class="actions">
      <fieldset>
        <legend>{words.effect.legend}</legend>
        {EFFECTS.map((effect) => (
          <label key={effect} class="option">
            <input
              type="radio"
              name="effect"
              value={effect}
              checked={effect === chosen}
              onChange={() => change({ effect })}
            />
            {words.effect.names[effect]}
          </label>
        ))}
      </fieldset>
      <EffectPreview effect={chosen} />
    </div>
  )
}
