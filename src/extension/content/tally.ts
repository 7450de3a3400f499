import { type PictureReport, send } from '../protocol.ts'
import { isFlagged, isVeiled } from './appearance.ts'

/** Counted again so soon after a change: pictures come and are judged in bursts. */
const DELAY_MS = 1000
/** Of a page without end. */
const MOST_KNOWN = 20_000

/** What is told of the pictures of a document. */
interface Counts {
  /** How many are veiled now, */
  veiled: number
  /** and how many were judged, and veiled for it, since it was told before. */
  judged: number
  flagged: number
}

export interface Tally {
  /** Something may have changed. */
  wake(): void
  close(): void
}

/** Long addresses carry the picture itself. */
const nameOf = ({ address }: PictureReport) => `${address.length} ${address.slice(0, 300)}`

/** Tells the background what the toolbar's button and the statistics count. */
export function createTally(report: () => PictureReport[], signal: AbortSignal): Tally {
  const known = new Set<string>()
  let told = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  function tell(counts: Counts): void {
    if (counts.veiled === told && counts.judged === 0) return
    told = counts.veiled
    void send('content-to-background: tally', counts).catch(() => {}) // cut off by an update
  }
  function count(): void {
    timer = undefined
    const pictures = report()
    const fresh = pictures.filter((one) => one.probability !== null && !known.has(nameOf(one)))
    for (const one of fresh.slice(0, MOST_KNOWN - known.size)) known.add(nameOf(one))
    const flagged = fresh.filter(({ state }) => isFlagged(state)).length
    tell({ veiled: pictures.filter(({ state }) => isVeiled(state)).length, judged: fresh.length, flagged })
  }
  const wake = () => {
    timer ??= setTimeout(count, DELAY_MS)
  }
  const leave = () => tell({ veiled: 0, judged: 0, flagged: 0 })
  // a frame may go without its page, and a page may come back from the cache
  if (window !== window.top) window.addEventListener('pagehide', leave, { signal })
  const onShow = ({ persisted }: PageTransitionEvent) => {
    if (!persisted) return
    told = 0
    wake()
  }
  window.addEventListener('pageshow', onShow, { signal })
  return {
    wake,
    close() {
      clearTimeout(timer)
      leave()
    },
  }
}
