interface SwitchProps {
  name: string
  label: string
  on: boolean
  disabled?: boolean
  onSwitch(on: boolean): void
}

export function Switch({ name, label, on, disabled, onSwitch }: SwitchProps) {
  return (
    <label class="row">
      <span>{label}</span>
      <input
        type="checkbox"
        name={name}
        checked={on}
        disabled={disabled}
        onChange={(e) => onSwitch(e.currentTarget.checked)}
      />
    </label>
  )
}
