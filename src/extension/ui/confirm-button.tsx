import { useRef } from 'preact/hooks'

interface ConfirmProps {
  label: string
  question: string
  /** What the dialog's buttons say. */
  yes: string
  no: string
  disabled?: boolean
  onYes(): void
}

/** A button for what can't be undone: it asks first. Escape is a no. */
export function ConfirmButton({ label, question, yes, no, disabled, onYes }: ConfirmProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  return (
    <>
      <button type="button" class="second" disabled={disabled} onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog ref={dialog} aria-label={label}>
        <p>{question}</p>
        <form method="dialog" class="actions">
          <button type="submit" class="second">
            {no}
          </button>
          <button type="submit" class="danger" onClick={onYes}>
            {yes}
          </button>
        </form>
      </dialog>
    </>
  )
}
