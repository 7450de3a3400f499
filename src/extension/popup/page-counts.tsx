import { signal, useSignalEffect } from '@preact/signals'
import { type PictureReport, sendToTab } from '../protocol.ts'
import { page } from './state.ts'

const pictures = signal<PictureReport[] | null>(null)

async function count(tab: number): Promise<void> {
  try {
    pictures.value = await sendToTab(tab, 'popup-to-content: report-page', {})
  } catch {
    pictures.value = null // no content script in this page
  }
}

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
  const of = (...states: PictureReport['state'][]) => list.filter((p) => states.includes(p.state)).length
  return (
    <section aria-label="Pictures on this page">
      <div class="counts">
        <span>
          <b>{of('fine', 'offensive', 'sexual', 'revealed')}</b>checked
        </span>
        <span>
          <b>{of('offensive', 'sexual', 'revealed')}</b>veiled
        </span>
        <span>
          <b>{of('checking')}</b>waiting
        </span>
        <span>
          <b>{of('unknown')}</b>unknown
        </span>
      </div>
    </section>
  )
}
