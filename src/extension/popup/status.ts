import { say } from '../../runtime/browser/say.ts'
import type { EngineState, PictureReport } from '../protocol.ts'

/** What is known of the popup's page. */
export interface Known {
  /** Null where it is none that can be looked at. */
  host: string | null
  /** Whether anything is done anywhere. */
  enabled: boolean
  /** Milliseconds since 1970; null where it isn't paused. */
  pausedUntil: number | null
  /** Whether the extension may look at the page. */
  granted: boolean
  siteOn: boolean
  coverAll: boolean
  /** Null where there is no content script. */
  pictures: Pick<PictureReport, 'state' | 'unknown' | 'reason'>[] | null
  engine: EngineState
}

/** Whether it works here, and if not, why. */
export interface Status {
  kind: 'off' | 'paused' | 'waiting' | 'broken' | 'loading' | 'working'
  text: string
}

/** A pause without an end lasts as long as its tab, or the browser. */
function untilWhen(until: number, now: Date): string {
  const end = new Date(until)
  if (Number.isNaN(end.getTime())) return say('statusPaused')
  const time = end.toLocaleTimeString(say.locale, { hour: '2-digit', minute: '2-digit' })
  const today = end.toDateString() === now.toDateString()
  return say(today ? 'statusPausedUntil' : 'statusPausedTomorrow', { time: { said: time } })
}

/** What the popup says first; of several things the one that hinders most. */
export function statusOf(known: Known, now = new Date()): Status {
  const { host, pictures, pausedUntil } = known
  if (!known.enabled) return { kind: 'off', text: say('statusOff') }
  if (host === null) return { kind: 'off', text: say('statusNothing') }
  if (!known.granted) return { kind: 'waiting', text: say('statusNoAccess') }
  if (pausedUntil !== null) return { kind: 'paused', text: untilWhen(pausedUntil, now) }
  if (!known.siteOn) return { kind: 'off', text: say('statusSiteOff') }
  if (pictures === null) return { kind: 'waiting', text: say('statusNotYet') }
  if (known.coverAll) return { kind: 'working', text: say('statusCoverAll') }
  const broken = pictures.find(({ unknown }) => unknown === 'failed')
  if (broken && pictures.every(({ state }) => state === 'unknown' || state === 'checking'))
    return { kind: 'broken', text: say('statusBroken', { reason: { said: broken.reason ?? '' } }) }
  const waiting = pictures.filter(({ state }) => state === 'checking').length
  if (waiting === 0) return { kind: 'working', text: say('statusWorking') }
  if (known.engine !== 'ready') return { kind: 'loading', text: say('statusLoading') }
  return { kind: 'working', text: say.count('statusChecking', waiting) }
}
