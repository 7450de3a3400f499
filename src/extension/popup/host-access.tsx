import browser from 'webextension-polyfill'
import { missingHosts } from './missing-hosts.ts'
import { pictures } from './pictures.ts'

/** Both browsers want to be asked within the click itself. The pages hear of it from the background. */
export function askForHosts(hosts: string[]): Promise<boolean> {
  const origins = hosts.flatMap((host) => [`https://${host}/*`, `http://${host}/*`])
  return browser.permissions.request({ origins })
}

/** Where pictures of the page are on hosts that MemeVeil may not ask: names them, and asks for all in one click. */
export function HostAccess() {
  const hosts = missingHosts(pictures.value ?? [])
  if (hosts.length === 0) return null
  return (
    <section aria-label="Picture servers without access">
      <div>Pictures of this page are on servers that MemeVeil may not ask yet:</div>
      <ul>
        {hosts.map((host) => (
          <li key={host}>{host}</li>
        ))}
      </ul>
      <div class="actions">
        <button type="button" name="hosts" onClick={() => askForHosts(hosts)}>
          {hosts.length === 1 ? 'Allow it' : `Allow all ${hosts.length}`}
        </button>
      </div>
    </section>
  )
}
