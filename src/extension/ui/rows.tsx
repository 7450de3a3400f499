import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface Named {
  name: string
  label: string
  hint?: string
}

interface RowProps extends Named {
  control(describedBy: string | undefined, id: string): ComponentChildren
}

/** A control with its label and what there is to say of it; what a search finds or not. */
function Row({ name, label, hint, control }: RowProps) {
  const id = useId()
  const hintId = hint && `${id}-hint`
  return (
    <div class="row beside" data-row={name}>
      <div class="what">
        <label for={id}>{label}</label>
        {hint && (
          <p class="quiet" id={hintId}>
            {hint}
          </p>
        )}
      </div>
      {control(hintId, id)}
    </div>
  )
}

interface SwitchProps extends Named {
  on: boolean
  disabled?: boolean
  onSwitch(on: boolean): void
}

export function SwitchRow({ on, disabled, onSwitch, ...named }: SwitchProps) {
  return (
    <Row
      {...named}
      control={(describedBy, id) => (
        <input
          id={id}
          type="checkbox"
          name={named.name}
          checked={on}
          disabled={disabled}
          aria-describedby={describedBy}
          onChange={(e) => onSwitch(e.currentTarget.checked)}
        />
      )}
    />
  )
}

interface ChoiceProps<T extends string> extends Named {
  names: Record<T, string>
  value: T
  onChoose(value: T): void
}

export function ChoiceRow<T extends string>({ names, value, onChoose, ...named }: ChoiceProps<T>) {
  return (
    <Row
      {...named}
      control={(describedBy, id) => (
        <select
          id={id}
          name={named.name}
          value={value}
          aria-describedby={describedBy}
          onChange={(e) => onChoose(e.currentTarget.value as T)}
        >
          {Object.entries<string>(names).map(([choice, text]) => (
            <option key={choice} value={choice}>
              {text}
            </option>
          ))}
        </select>
      )}
    />
  )
}

interface NumberProps extends Named {
  value: number
  min: number
  max: number
  onNumber(value: number): void
}

/** Takes whole numbers from `min` to `max`; the browser itself says what is wrong with others. */
export function NumberRow({ value, min, max, onNumber, ...named }: NumberProps) {
  return (
    <Row
      {...named}
      control={(describedBy, id) => (
        <input
          id={id}
          type="number"
          name={named.name}
          {...{ value, min, max }}
          required
          aria-describedby={describedBy}
          onChange={(e) => e.currentTarget.reportValidity() && onNumber(e.currentTarget.valueAsNumber)}
        />
      )}
    />
  )
}
