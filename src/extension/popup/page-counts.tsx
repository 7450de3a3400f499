import { signal, useSignalEffect } from '@preact/signals'
import { type PictureReport, type PictureState, sendToTab } from '../protocol.ts'
import { page } from './state.ts'

/** The page's pictures; null where there is no content script. */
export const pictures = signal<PictureReport[] | null>(null)

async function count(tab: number): Promise<void> {
  try {
    pictures.value = await sendToTab(tab, 'popup-to-content: report-page', {})
  } catch {
    pictures.value = null // no content script in this page
  }
}

interface Count {
  label: string
  states: PictureState[]
}

const COUNTS: Count[] = [
  { label: 'checked', states: ['fine', 'offensive', 'sexual', 'revealed'] },
  { label: 'veiled', states: ['offensive', 'sexual', 'revealed'] },
  { label: 'waiting', states: ['checking'] },
  { label: 'unknown', states: ['unknown'] },
]

/** What was checked and veiled on this page, counted again while the popup is open. */
export function PageCounts() {
  useSignalEffect(() => {
    const tab = page.value?.tab
    if (tab === undefined) return
    count(tab)
    const timer = setInterval(() => count(tab), 700)
    return () => clearInterval(timer)
  })
  const list = pictures.value
  if (list === null) return <section class="quiet">MemeVeil is not at work on this page.</section>
  const countOf = ({ states }: Count) => list.filter(({ state }) => states.includes(state)).length
  return (
    <section aria-label="Pictures on this page">
      <div class="counts">
        {COUNTS.map((count) => (
          <span key={count.label}>
            <b>{countOf(count)}</b>
            {count.label}
          </span>
        ))}
      </div>
    </section>
  )
}
