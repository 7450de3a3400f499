import { signal, useSignalEffect } from '@preact/signals'
import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import { say } from '../../runtime/browser/say.ts'
import { filterRows } from './search.ts'

/** What is searched for; empty shows everything. */
export const query = signal('')
const found = signal(0)

/** Rows also come later, as what they tell is read: each is filtered as it appears. */
function filterNowAndLater(root: HTMLElement, sought: string): () => void {
  const filter = () => {
    found.value = filterRows(root, sought)
  }
  filter()
  const observer = new MutationObserver(filter)
  observer.observe(root, { childList: true, subtree: true })
  return () => observer.disconnect()
}

/** "/" comes here from wherever nothing is typed. */
function comeBySlash(input: HTMLInputElement): () => void {
  const come = (event: KeyboardEvent) => {
    const typing = (event.target as Element).matches('input:not([type="checkbox"], [type="radio"]), textarea, select')
    if (event.key !== '/' || typing) return
    event.preventDefault()
    input.focus()
  }
  document.addEventListener('keydown', come)
  return () => document.removeEventListener('keydown', come)
}

/** Filters the rows in `content` by their words. */
export function SearchBox({ content }: { content: RefObject<HTMLElement | null> }) {
  const input = useRef<HTMLInputElement>(null)
  useSignalEffect(() => {
    const sought = query.value
    return content.current ? filterNowAndLater(content.current, sought) : undefined
  })
  useSignalEffect(() => (input.current ? comeBySlash(input.current) : undefined))
  return (
    <search>
      <label for="search">{say('search')}</label>
      <input
        ref={input}
        id="search"
        type="search"
        aria-describedby="search-hint"
        value={query.value}
        onInput={(e) => {
          query.value = e.currentTarget.value
        }}
        onKeyDown={(e) => {
          if (e.key === 'Escape') query.value = ''
        }}
      />
      <span class="quiet" id="search-hint">
        {say('searchHint')}
      </span>
      <span aria-live="polite" data-found>
        {query.value.trim() && (found.value === 0 ? say('searchNone') : say.count('searchFound', found.value))}
      </span>
    </search>
  )
}
