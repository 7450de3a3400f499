import browser from 'webextension-polyfill'
import { say } from '../../runtime/browser/say.ts'
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
    <section aria-label={say('hosts')}>
      <div>{say('hostsAsk')}</div>
      <ul>
        {hosts.map((host) => (
          <li key={host}>{host}</li>
        ))}
      </ul>
      <div class="actions">
        <button type="button" name="hosts" onClick={() => askForHosts(hosts)}>
          {say.count('hostsAllow', hosts.length)}
        </button>
      </div>
    </section>
  )
}
