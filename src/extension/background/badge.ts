import browser from 'webextension-polyfill'
import { say } from '../../runtime/browser/say.ts'
import { oneByOne } from '../one-by-one.ts'
import { loadPauses, pausedUntil } from '../pauses.ts'
import { type Veiled, veiledItem } from '../veiled.ts'

/** What the toolbar's button says of a tab: how many pictures are veiled there, in all frames, or that it is paused. */
export interface Badge {
  set(tab: number, frame: number, veiled: number): Promise<void>
  /** The tab shows another page. */
  reset(tab: number): Promise<void>
  /** Another tab may be paused now, or one no longer. */
  refresh(): Promise<void>
  /** The tab is closed. */
  forget(tab: number): Promise<void>
}

const BACKGROUND = '#b3261e'
const MOST = 999
const PAUSED = '❚❚'

function wordsFor(veiled: number): { text: string; title: string } {
  if (veiled === 0) return { text: '', title: 'MemeVeil' }
  const text = veiled > MOST ? `${say.value(MOST)}+` : say.value(veiled)
  return { text, title: say.count('veiledHere', veiled) }
}

async function write(tabId: number, all: Veiled): Promise<void> {
  const veiled = Object.values(all[tabId]).reduce((a, b) => a + b, 0)
  const isPaused = pausedUntil(await loadPauses(), tabId) !== null
  const { text, title } = isPaused ? { text: PAUSED, title: say('pausedHere') } : wordsFor(veiled)
  await browser.action.setBadgeText({ tabId, text })
  await browser.action.setTitle({ tabId, title })
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
        (all) => write(tab, all),
      ),
    reset: (tab) =>
      change(
        (all) => ({ ...all, [tab]: {} }),
        (all) => write(tab, all),
      ),
    refresh: () =>
      change(
        (all) => all,
        async (all) => void (await Promise.allSettled(Object.keys(all).map((tab) => write(Number(tab), all)))),
      ),
    forget: (tab) => change(({ [tab]: _, ...others }) => others),
  }
}
