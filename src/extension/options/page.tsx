import { useEffect, useRef } from 'preact/hooks'
import { say } from '../../runtime/browser/say.ts'
import { Corrections } from './corrections.tsx'
import { Debug } from './debug.tsx'
import { General } from './general.tsx'
import { ImportExport } from './import-export.tsx'
import { Looks } from './looks.tsx'
import { Model } from './model.tsx'
import { Privacy } from './privacy.tsx'
import { query, SearchBox } from './search-box.tsx'
import { Sites } from './sites.tsx'
import { Statistics } from './statistics.tsx'
import { Topics } from './topics.tsx'

/** In the order in which they stand. */
const SECTIONS = [
  { id: 'general', title: say('general'), Content: General },
  { id: 'topics', title: say('topics'), Content: Topics },
  { id: 'sites', title: say('sites'), Content: Sites },
  { id: 'looks', title: say('looks'), Content: Looks },
  { id: 'model', title: say('model'), Content: Model },
  { id: 'corrections', title: say('corrections'), Content: Corrections },
  { id: 'privacy', title: say('privacy'), Content: Privacy },
  { id: 'file', title: say('file'), Content: ImportExport },
  { id: 'statistics', title: say('statistics'), Content: Statistics },
  { id: 'debug', title: say('debug'), Content: Debug },
]

/** Where the address names a section, that one is shown, whatever was searched for. */
function goToNamed(): void {
  const heading = document.getElementById(`${location.hash.slice(1)}-title`)
  if (!heading) return
  query.value = ''
  heading.scrollIntoView()
  heading.focus({ preventScroll: true })
}

/** A link to where the address is already changes nothing that could be heard, and may lead to what a search hid. */
function goAgain(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]')
  if (link?.hash !== location.hash || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  goToNamed()
}

function Contents() {
  return (
    <nav aria-label={say('sections')}>
      <ul>
        {SECTIONS.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export function Page() {
  const content = useRef<HTMLElement>(null)
  useEffect(() => {
    goToNamed()
    window.addEventListener('hashchange', goToNamed)
    document.addEventListener('click', goAgain)
    return () => {
      window.removeEventListener('hashchange', goToNamed)
      document.removeEventListener('click', goAgain)
    }
  }, [])
  return (
    <>
      <header>
        <img src="/icons/48.png" alt="" width="32" height="32" />
        <h1>{say('optionsTitle')}</h1>
      </header>
      <div class="aside">
        <SearchBox content={content} />
        <Contents />
      </div>
      <main ref={content}>
        {SECTIONS.map(({ id, Content }) => (
          <Content key={id} />
        ))}
      </main>
    </>
  )
}
