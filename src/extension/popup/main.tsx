import { render } from 'preact'
import browser from 'webextension-polyfill'
import { say } from '../../runtime/browser/say.ts'
import { takeHandedOver } from '../handed-over.ts'
import { DeviceWarning } from '../ui/device-warning.tsx'
import { speak } from '../ui/language.ts'
import { checkAddress } from './by-hand.ts'
import { HostAccess } from './host-access.tsx'
import { ManualCheck } from './manual-check.tsx'
import { MoreSettings } from './more-settings.tsx'
import { OnThisPage } from './on-this-page.tsx'
import { OnThisSite } from './on-this-site.tsx'
import { PauseMenu } from './pause-menu.tsx'
import { Sensitivity } from './sensitivity.tsx'
import { SiteAccess } from './site-access.tsx'
import { SiteSwitch } from './site-switch.tsx'
import { loadState } from './state.ts'

function Popup() {
  return (
    <>
      <header>
        <img src="/icons/48.png" alt="" />
        <h1>MemeVeil</h1>
        <PauseMenu />
        <button type="button" class="plain" onClick={() => browser.runtime.openOptionsPage()}>
          {say('options')}
        </button>
      </header>
      <SiteSwitch />
      <SiteAccess />
      <DeviceWarning />
      <OnThisPage />
      <HostAccess />
      <Sensitivity />
      <details class="more">
        <summary>{say('checkPicture')}</summary>
        <ManualCheck />
      </details>
      <OnThisSite />
      <MoreSettings />
    </>
  )
}

/** A window of its own for one check. */
function CheckWindow() {
  return (
    <>
      <header>
        <img src="/icons/48.png" alt="" />
        <h1>{say('checkPicture')}</h1>
      </header>
      <ManualCheck />
    </>
  )
}

await loadState()
const isWindow = new URLSearchParams(location.search).has('check')
document.body.classList.toggle('window', isWindow)
speak(isWindow ? say('checkPicture') : 'MemeVeil')
const handedOver = isWindow ? await takeHandedOver() : null
if (handedOver) checkAddress(handedOver)
render(isWindow ? <CheckWindow /> : <Popup />, document.getElementById('app') as HTMLElement)
