import { signal, useSignalEffect } from '@preact/signals'
import browser from 'webextension-polyfill'
import { say } from '../../runtime/browser/say.ts'
import { page } from './state.ts'

const ALL = ['http://*/*', 'https://*/*']
/** Whether the extension may look at the page. */
export const granted = signal(true)

async function look(pattern: string): Promise<void> {
  granted.value = await browser.permissions.contains({ origins: [pattern] })
}

/** Asks for the page's site, or for all: many sites keep their pictures on other servers. */
async function ask(origins: string[]): Promise<void> {
  granted.value = await browser.permissions.request({ origins })
}

/** Shown where MemeVeil may not look yet: says so, and asks. */
export function SiteAccess() {
  useSignalEffect(() => {
    if (page.value) look(page.value.pattern)
  })
  if (!page.value || granted.value) return null
  const { host, pattern } = page.value
  return (
    <section>
      {say('accessMissing', { host })}
      <div class="actions">
        <button type="button" onClick={() => ask([pattern])}>
          {say('accessThisSite')}
        </button>
        <button type="button" onClick={() => ask(ALL)}>
          {say('accessAllSites')}
        </button>
      </div>
      <div class="quiet">{say('accessHint')}</div>
    </section>
  )
}
