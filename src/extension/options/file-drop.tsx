interface FileDropProps {
  name: string
  label: string
  /** Ends when the file is taken, rightly or wrongly. */
  take(file: File): Promise<void>
}

/** A field for a JSON file, to be chosen or dropped. */
export function FileDrop({ name, label, take }: FileDropProps) {
  return (
    <label
      class="drop"
      onDragOver={(e) => e.preventDefault()}
      onDrop={(e) => {
        // else the browser leaves the page for the file
        e.preventDefault()
        const file = e.dataTransfer?.files[0]
        if (file) void take(file)
      }}
    >
      <span>{label}</span>
      <input
        type="file"
        name={name}
        accept=".json,application/json"
        onChange={(e) => {
          const input = e.currentTarget
          const file = input.files?.[0]
          // the same file, mended, can be chosen again
          if (file) take(file).finally(() => (input.value = ''))
        }}
      />
    </label>
  )
}
