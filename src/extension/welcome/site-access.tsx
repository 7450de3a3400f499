import { signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import browser from 'webextension-polyfill'
import { say } from '../../runtime/browser/say.ts'
import { sites } from '../content/sites/index.ts'

type Access = 'unknown' | 'missing' | 'refused' | 'granted'
const state = signal<Access>('unknown')

/** Chrome grants these with the installation; in Firefox a person may take them back, or never have given them. */
const listed = () => ({ origins: browser.runtime.getManifest().host_permissions ?? [] })

async function look(): Promise<void> {
  state.value = (await browser.permissions.contains(listed())) ? 'granted' : 'missing'
}

/** Both browsers want to be asked within the click itself. */
async function ask(): Promise<void> {
  state.value = (await browser.permissions.request(listed())) ? 'granted' : 'refused'
}

/** Says what MemeVeil may look at, and asks for the listed sites where it may not. */
export function SiteAccess() {
  useEffect(() => {
    const changed = () => void look()
    changed()
    browser.permissions.onAdded.addListener(changed)
    browser.permissions.onRemoved.addListener(changed)
    return () => {
      browser.permissions.onAdded.removeListener(changed)
      browser.permissions.onRemoved.removeListener(changed)
    }
  }, [])
  const names = Object.values(sites).map(({ name }) => name)
  const isMissing = state.value === 'missing' || state.value === 'refused'
  return (
    <section class="card" aria-labelledby="access" data-access={state.value}>
      <h2 id="access">{say('welcomeAccess')}</h2>
      {isMissing && (
        <>
          <p>{say('welcomeAsk')}</p>
          <p>
            <button type="button" name="allow" onClick={ask}>
              {say('welcomeAllow')}
            </button>
          </p>
        </>
      )}
      <p aria-live="polite">
        {state.value === 'granted' && <span class="good">{say('welcomeGranted')}</span>}
        {state.value === 'refused' && <span class="bad">{say('welcomeRefused')}</span>}
      </p>
      <details>
        <summary>{say('welcomeSites', { count: names.length })}</summary>
        <ul class="sites">
          {names.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </details>
      <p class="quiet">{say('welcomeMore')}</p>
    </section>
  )
}
