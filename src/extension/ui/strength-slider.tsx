import { useId } from 'preact/hooks'
import { STRENGTHS, type Strength } from '../../core/model/topics.ts'
import { say } from '../../runtime/browser/say.ts'

interface StrengthProps {
  label: string
  strength: Strength
  onStrength(strength: Strength): void
}

/** How readily a topic is veiled, in words. */
export function StrengthSlider({ label, strength, onStrength }: StrengthProps) {
  const id = useId()
  const words = say(`strength_${strength}`)
  return (
    <span class="strength">
      <input
        id={id}
        type="range"
        name="strength"
        min={STRENGTHS[0]}
        max={STRENGTHS.length}
        step="1"
        value={strength}
        aria-label={label}
        aria-valuetext={words}
        onInput={(e) => {
          const chosen = STRENGTHS.find((one) => one === e.currentTarget.valueAsNumber)
          if (chosen) onStrength(chosen)
        }}
      />
      <output for={id} class="quiet">
        {words}
      </output>
    </span>
  )
}
