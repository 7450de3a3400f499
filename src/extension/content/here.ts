import { send } from '../protocol.ts'
import type { Settings } from '../settings.ts'
import { type Place, placeAt } from '../site-name.ts'
import { type PageSettings, settingsFor } from '../site-settings.ts'

/** How often a place is looked at where the browser doesn't tell, and the clock while something is paused. */
const LOOK_MS = 1000
const MOST_WAIT_MS = 30_000

/** What counts in this document: of the tab's page, and of what was said for a while. */
export interface Here {
  settings(all: Settings): PageSettings
  /** Until a time in milliseconds since 1970. */
  pause(until: number | null): void
  revealAll(ms: number): void
  isRevealed(): boolean
  /** From now on nothing is covered on this site. */
  leaveSite(): void
  /** Asks the background anew where this is. */
  ask(): void
}

/** The page that holds this frame; where the browser keeps it from frames (Firefox 153 does not) it is told later. */
function topPlace(): Place {
  if (window === window.top) return { host: location.hostname, path: location.pathname }
  const { ancestorOrigins } = location
  const top = ancestorOrigins?.[ancestorOrigins.length - 1]
  return URL.canParse(top ?? '') ? { host: new URL(top).hostname, path: '/' } : { host: location.hostname, path: '/' }
}

/** Calls when a page may have another address without being loaded. */
function onMoved(move: () => void, signal: AbortSignal): void {
  const { navigation } = window as { navigation?: EventTarget }
  if (navigation) {
    navigation.addEventListener('currententrychange', move, { signal })
    return
  }
  // an older Firefox; 153 has it
  const timer = setInterval(move, LOOK_MS)
  signal.addEventListener('abort', () => clearInterval(timer))
}

/** Calls at a time, however long the machine slept; never for null. */
function createClock(onTime: () => void, signal: AbortSignal): (at: number | null) => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  signal.addEventListener('abort', () => clearTimeout(timer))
  return function wait(at: number | null): void {
    clearTimeout(timer)
    if (at === null || signal.aborted) return
    const left = Math.min(at - Date.now(), MOST_WAIT_MS)
    timer = setTimeout(() => (Date.now() < at ? wait(at) : onTime()), Math.max(0, left))
  }
}

/** @param onChange what counts here may be something else */
export function createHere(onChange: () => void, signal: AbortSignal): Here {
  let place = topPlace()
  let [pausedUntil, revealedUntil] = [0, 0]
  // at a pause's end the background is asked too, whose button shows it
  const wakeForPause = createClock(() => {
    onChange()
    ask()
  }, signal)
  const wakeForReveal = createClock(onChange, signal)
  function pause(until: number | null): void {
    pausedUntil = until ?? 0
    wakeForPause(until)
    onChange()
  }
  function ask(): void {
    const answered = send('content-to-background: where-am-i', {})
    answered.then(
      ({ page, pausedUntil }) => {
        if (window !== window.top && page !== null) place = placeAt(page)
        pause(pausedUntil)
      },
      () => {},
    ) // without an answer it is as for any page
  }
  if (window === window.top) {
    const move = () => {
      if (place.path === location.pathname) return
      place = topPlace()
      onChange()
    }
    onMoved(move, signal)
  }
  ask()
  return {
    settings(all) {
      const now = Date.now()
      const settings = settingsFor(all, place.host, place.path)
      return { ...settings, enabled: settings.enabled && pausedUntil <= now, revealAll: revealedUntil > now }
    },
    pause,
    isRevealed: () => revealedUntil > Date.now(),
    leaveSite: () => send('content-to-background: leave-site', place),
    revealAll(ms) {
      revealedUntil = Date.now() + ms
      wakeForReveal(revealedUntil)
      onChange()
    },
    ask,
  }
}
