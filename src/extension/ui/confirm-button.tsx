import { useRef } from 'preact/hooks'
import { say } from '../../runtime/browser/say.ts'

interface ConfirmProps {
  label: string
  question: string
  disabled?: boolean
  onYes(): void
}

/** A button that clears what can't be had again: it asks first. Escape is a no. */
export function ConfirmButton({ label, question, disabled, onYes }: ConfirmProps) {
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
            {say('keep')}
          </button>
          <button type="submit" class="danger" onClick={onYes}>
            {say('clear')}
          </button>
        </form>
      </dialog>
    </>
  )
}
