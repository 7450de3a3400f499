import browser from 'webextension-polyfill'
import { say } from '../../runtime/browser/say.ts'
import { oneByOne } from '../one-by-one.ts'
import { type Veiled, veiledItem } from '../veiled.ts'

/** What the toolbar's button says of a tab: how many pictures are veiled there, in all frames. */
export interface Badge {
  set(tab: number, frame: number, veiled: number): Promise<void>
  /** The tab shows another page. */
  reset(tab: number): Promise<void>
  /** The tab is closed. */
  forget(tab: number): Promise<void>
}

const BACKGROUND = '#b3261e'
const MOST = 999

async function write(tabId: number, veiled: number): Promise<void> {
  const text = veiled === 0 ? '' : veiled > MOST ? `${say.value(MOST)}+` : say.value(veiled)
  await browser.action.setBadgeText({ tabId, text })
  await browser.action.setTitle({ tabId, title: veiled === 0 ? 'MemeVeil' : say.count('veiledHere', veiled) })
}

export function createBadge(): Badge {
  const inTurn = oneByOne()
  // each reads what the one before has written
  function change(work: (veiled: Veiled) => Veiled, then?: (veiled: Veiled) => Promise<void>): Promise<void> {
    return inTurn(async () => {
      const changed = work(await veiledItem.getValue())
      await veiledItem.setValue(changed)
      await then?.(changed)
    }).catch(() => {}) // a tab that is gone
  }
  void browser.action.setBadgeBackgroundColor({ color: BACKGROUND })
  return {
    set: (tab, frame, veiled) =>
      change(
        (all) => ({ ...all, [tab]: { ...all[tab], [frame]: veiled } }),
        (all) =>
          write(
            tab,
            Object.values(all[tab]).reduce((a, b) => a + b, 0),
          ),
      ),
    reset: (tab) =>
      change(
        (all) => ({ ...all, [tab]: {} }),
        () => write(tab, 0),
      ),
    forget: (tab) => change(({ [tab]: _, ...others }) => others),
  }
}
