import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Message } from '../../core/say.ts'
import { say } from '../../runtime/browser/say.ts'
import type { SiteEntry } from '../site-name.ts'
import { change, settings } from '../ui/live-settings.ts'
import { readList } from './site-rows.ts'

interface ListProps {
  name: 'allow' | 'block'
  label: string
  hint: string
}

/** A list's text while it is edited. */
function useDraft(name: ListProps['name']) {
  /** What was typed and not kept yet; else the list is shown as it is kept. */
  const typed = useSignal<string | null>(null)
  /** The list when that began. */
  const before = useSignal<SiteEntry[]>([])
  const errors = useSignal<Message[]>([])
  const saved = useSignal(false)
  const text = typed.value ?? settings.value[name].join('\n')
  return {
    text,
    isTyped: typed.value !== null,
    errors: errors.value,
    isSaved: saved.value,
    type(text: string) {
      if (typed.value === null) before.value = settings.value[name]
      typed.value = text
      saved.value = false
    },
    save() {
      const read = (now: SiteEntry[]) => readList(before.value, now, text)
      const wanted = read(settings.value[name])
      errors.value = 'errors' in wanted ? wanted.errors : []
      saved.value = 'entries' in wanted
      if (!('entries' in wanted)) return
      typed.value = null
      change((now) => {
        const again = read(now[name])
        return 'entries' in again ? { [name]: again.entries } : {}
      })
    },
  }
}

/** A list of sites, one a line, which is kept once no line is wrong. */
export function SiteList({ name, label, hint }: ListProps) {
  const id = useId()
  const draft = useDraft(name)
  return (
    <form
      class="row"
      data-row={name}
      onSubmit={(e) => {
        e.preventDefault()
        draft.save()
      }}
    >
      <label for={id}>{label}</label>
      <p class="quiet" id={`${id}-hint`}>
        {hint}
      </p>
      <textarea
        id={id}
        name={name}
        spellcheck={false}
        value={draft.text}
        aria-invalid={draft.errors.length > 0}
        aria-describedby={`${id}-hint ${id}-errors`}
        onInput={(e) => draft.type(e.currentTarget.value)}
      />
      <div class="actions">
        <button type="submit" disabled={!draft.isTyped}>
          {say('saveList')}
        </button>
        <span class="good" aria-live="polite">
          {draft.isSaved && say.count('listSaved', settings.value[name].length)}
        </span>
      </div>
      <div class="bad" role="alert" id={`${id}-errors`} data-errors={name}>
        {draft.errors.map((error, i) => (
          <div key={i}>{say.message(error)}</div>
        ))}
      </div>
    </form>
  )
}
