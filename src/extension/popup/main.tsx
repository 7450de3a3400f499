import { render } from 'preact'
import browser from 'webextension-polyfill'
import { takeHandedOver } from '../handed-over.ts'
import { HostAccess } from './host-access.tsx'
import { checkAddress, ManualCheck } from './manual-check.tsx'
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
          Options
        </button>
      </header>
      <SiteSwitch />
      <SiteAccess />
      <OnThisPage />
      <HostAccess />
      <Sensitivity />
      <details class="more">
        <summary>Check a picture</summary>
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
        <h1>Check a picture</h1>
      </header>
      <ManualCheck />
    </>
  )
}

await loadState()
const isWindow = new URLSearchParams(location.search).has('check')
document.body.classList.toggle('window', isWindow)
const handedOver = isWindow ? await takeHandedOver() : null
if (handedOver) checkAddress(handedOver)
render(isWindow ? <CheckWindow /> : <Popup />, document.getElementById('app') as HTMLElement)
