import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

interface Named {
  name: string
  label: string
  hint?: string
}

/** What every control has. */
interface Attributes {
  id: string
  name: string
  'aria-describedby': string | undefined
}

interface RowProps extends Named {
  control(attributes: Attributes): ComponentChildren
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
      {control({ id, name, 'aria-describedby': hintId })}
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
      control={(attributes) => (
        <input
          {...attributes}
          type="checkbox"
          checked={on}
          disabled={disabled}
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
      control={(attributes) => (
        <select {...attributes} value={value} onChange={(e) => onChoose(e.currentTarget.value as T)}>
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
      control={(attributes) => (
        <input
          {...attributes}
          type="number"
          {...{ value, min, max }}
          required
          onChange={(e) => e.currentTarget.reportValidity() && onNumber(e.currentTarget.valueAsNumber)}
        />
      )}
    />
  )
}
