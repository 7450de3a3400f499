import type browser from 'webextension-polyfill'
import type { Payload } from '../protocol.ts'
import { loadSettings } from '../settings.ts'
import { siteName } from '../site-name.ts'
import type { Badge } from './badge.ts'
import { createCounting } from './count.ts'

type Counts = Payload<'content-to-background: tally'>

/** What documents tell of their pictures becomes the button's number and the statistics. */
export function createTallies(badge: Badge, counting = createCounting()) {
  return async ({ veiled, judged, flagged }: Counts, { tab, frameId = 0 }: browser.Runtime.MessageSender) => {
    if (tab?.id === undefined) return
    await badge.set(tab.id, frameId, veiled)
    // nothing of a private window is kept
    if (judged === 0 || tab.incognito || !(await loadSettings()).statistics) return
    if (tab.url && URL.canParse(tab.url)) counting.add(siteName(new URL(tab.url).hostname), judged, flagged)
  }
}
