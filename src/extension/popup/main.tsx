import { render } from 'preact'
import browser from 'webextension-polyfill'
import { HostAccess } from './host-access.tsx'
import { ManualCheck } from './manual-check.tsx'
import { PageCounts } from './page-counts.tsx'
import { Sensitivity } from './sensitivity.tsx'
import { SiteAccess } from './site-access.tsx'
import { Switches } from './switches.tsx'

function Popup() {
  return (
    <>
      <header>
        <img src="/icons/48.png" alt="" />
        <h1>MemeVeil</h1>
        <button type="button" class="plain" onClick={() => browser.runtime.openOptionsPage()}>
          Options
        </button>
      </header>
      <SiteAccess />
      <Switches />
      <PageCounts />
      <HostAccess />
      <Sensitivity />
      <ManualCheck />
    </>
  )
}

render(<Popup />, document.getElementById('app') as HTMLElement)
