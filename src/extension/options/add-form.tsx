import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useId } from 'preact/hooks'
import { say } from '../../runtime/browser/say.ts'

interface AddProps extends Pick<JSX.IntrinsicElements['input'], 'placeholder' | 'autocomplete' | 'dir' | 'spellcheck'> {
  name: string
  label: string
  /** Adds what was typed; what is to be said where it can't be, else ''. */
  add(typed: string): string
}

/** A field by which a list gets one more; it is emptied where that could be added. */
export function AddForm({ name, label, add, ...input }: AddProps) {
  const [id, problem] = [useId(), useSignal('')]
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault()
        const field = e.currentTarget.elements.namedItem(name) as HTMLInputElement
        problem.value = add(field.value)
        if (problem.value === '') field.value = ''
      }}
    >
      <label for={id}>{label}</label>
      <div class="actions">
        <input
          id={id}
          type="text"
          name={name}
          required
          {...input}
          aria-invalid={problem.value !== ''}
          aria-describedby={`${id}-problem`}
        />
        <button type="submit">{say('add')}</button>
        <span class="bad" role="alert" id={`${id}-problem`}>
          {problem.value}
        </span>
      </div>
    </form>
  )
}
