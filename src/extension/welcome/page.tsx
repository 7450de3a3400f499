import browser from 'webextension-polyfill'
import { currentHead } from '../ui/current-head.ts'
import { EffectChoice } from '../ui/effect-choice.tsx'
import { LevelChoice } from '../ui/level-choice.tsx'
import { SiteAccess } from './site-access.tsx'
import { words } from './words.ts'

const OPTIONS = browser.runtime.getURL('src/extension/options/options.html')

function Privacy() {
  const { privacy } = words
  return (
    <section class="card" aria-labelledby="privacy">
      <h2 id="privacy">{privacy.title}</h2>
      <p>
        <b>{privacy.sentTitle}</b> {privacy.sent}
      </p>
      <p>
        <b>{privacy.keptTitle}</b>
      </p>
      <ul>
        {privacy.kept.map((kept) => (
          <li key={kept}>{kept}</li>
        ))}
      </ul>
      <p>
        {privacy.remove} <a href={`${OPTIONS}#privacy`}>{privacy.link}</a>
      </p>
    </section>
  )
}

/** What a person should know and choose before the first page. */
export function Page() {
  return (
    <>
      <header>
        <img src="/icons/48.png" alt="" width="48" height="48" />
        <h1>{words.title}</h1>
      </header>
      <p>{words.lead}</p>
      <SiteAccess />
      <section class="card" aria-labelledby="looks">
        <h2 id="looks">{words.looks.title}</h2>
        <p>{words.looks.text}</p>
        <EffectChoice />
      </section>
      <section class="card" aria-labelledby="level">
        <h2 id="level">{words.level.title}</h2>
        <p>{words.level.text}</p>
        <LevelChoice levels={currentHead.value?.head.levels} />
      </section>
      <Privacy />
      <p>
        <a href={OPTIONS}>{words.done}</a>
      </p>
    </>
  )
}
