interface ChoiceProps<T extends string> {
  name: string
  label: string
  /** What each value is called. */
  names: Record<T, string>
  value: T
  onChoose(value: T): void
}

export function Choice<T extends string>({ name, label, names, value, onChoose }: ChoiceProps<T>) {
  return (
    <label class="row">
      <span>{label}</span>
      <select name={name} value={value} onChange={(e) => onChoose(e.currentTarget.value as T)}>
        {Object.entries<string>(names).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
