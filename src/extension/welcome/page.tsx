import browser from 'webextension-polyfill'
import { say } from '../../runtime/browser/say.ts'
import { currentHead } from '../ui/current-head.ts'
import { EffectChoice } from '../ui/effect-choice.tsx'
import { LevelChoice } from '../ui/level-choice.tsx'
import { SiteAccess } from './site-access.tsx'

const OPTIONS = browser.runtime.getURL('src/extension/options/options.html')
const KEPT = ['keptYourSettings', 'keptYourVerdicts', 'keptYourCounts'] as const

function Privacy() {
  return (
    <section class="card" aria-labelledby="privacy">
      <h2 id="privacy">{say('welcomePrivacy')}</h2>
      <p>
        <b>{say('sentTitle')}.</b> {say('sent')}
      </p>
      <p>
        <b>{say('keptTitle')}</b>
      </p>
      <ul>
        {KEPT.map((key) => (
          <li key={key}>{say(key)}</li>
        ))}
      </ul>
      <p>
        {say('welcomeClear')} <a href={`${OPTIONS}#privacy`}>{say('welcomePrivacyLink')}</a>
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
        <h1>{say('welcome')}</h1>
      </header>
      <p>{say('welcomeLead')}</p>
      <SiteAccess />
      <section class="card" aria-labelledby="looks">
        <h2 id="looks">{say('welcomeLooks')}</h2>
        <p>{say('welcomeLooksHint')}</p>
        <EffectChoice />
      </section>
      <section class="card" aria-labelledby="level">
        <h2 id="level">{say('welcomeLevel')}</h2>
        <p>{say('welcomeLevelHint')}</p>
        <LevelChoice levels={currentHead.value?.head.levels} />
      </section>
      <Privacy />
      <p>
        <a href={OPTIONS}>{say('allOptions')}</a>
      </p>
    </>
  )
}
