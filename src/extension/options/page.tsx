import { useEffect, useRef } from 'preact/hooks'
import { Debug } from './debug.tsx'
import { General } from './general.tsx'
import { ImportExport } from './import-export.tsx'
import { Looks } from './looks.tsx'
import { Model } from './model.tsx'
import { Privacy } from './privacy.tsx'
import { query, SearchBox } from './search-box.tsx'
import { Sites } from './sites.tsx'
import { Statistics } from './statistics.tsx'
import { words } from './words.ts'

/** In the order in which they stand. */
const SECTIONS = [
  { id: 'general', title: words.general.title, Content: General },
  { id: 'sites', title: words.sites.title, Content: Sites },
  { id: 'looks', title: words.looks.title, Content: Looks },
  { id: 'model', title: words.model.title, Content: Model },
  { id: 'privacy', title: words.privacy.title, Content: Privacy },
  { id: 'file', title: words.file.title, Content: ImportExport },
  { id: 'statistics', title: words.statistics.title, Content: Statistics },
  { id: 'debug', title: words.debug.title, Content: Debug },
]

/** Where the address names a section, that one is shown, whatever was searched for. */
function goToNamed(): void {
  const heading = document.getElementById(`${location.hash.slice(1)}-title`)
  if (!heading) return
  query.value = ''
  heading.scrollIntoView()
  heading.focus({ preventScroll: true })
}

function Contents() {
  return (
    <nav aria-label={words.sections}>
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
    return () => window.removeEventListener('hashchange', goToNamed)
  }, [])
  return (
    <>
      <header>
        <img src="/icons/48.png" alt="" width="32" height="32" />
        <h1>{words.title}</h1>
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
