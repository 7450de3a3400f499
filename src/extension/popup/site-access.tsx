import { signal, useSignalEffect } from '@preact/signals'
import browser from 'webextension-polyfill'
import { page } from './state.ts'

const ALL = ['http://*/*', 'https://*/*']
const granted = signal(true)

async function look(host: string): Promise<void> {
  granted.value = await browser.permissions.contains({ origins: [`*://${host}/*`] })
}

/** Asks for the page's site, or for all: many sites keep their pictures on other servers. */
async function ask(origins: string[]): Promise<void> {
  granted.value = await browser.permissions.request({ origins })
}

/** Shown where MemeVeil may not look yet: says so, and asks. */
export function SiteAccess() {
  const host = page.value?.host
  useSignalEffect(() => {
    if (page.value) look(page.value.host)
  })
  if (host === undefined || granted.value) return null
  return (
    <section>
      MemeVeil may not look at {host} yet.
      <div class="actions">
        <button type="button" onClick={() => ask([`*://${host}/*`])}>
          This site
        </button>
        <button type="button" onClick={() => ask(ALL)}>
          All sites
        </button>
      </div>
      <div class="quiet">Where a site keeps its pictures on other servers, they can be checked only with access to all sites.</div>
    </section>
  )
}
