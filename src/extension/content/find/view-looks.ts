import { DEEDS } from '../deeds.ts'
import { settle } from '../settle.ts'

/** Points of the viewport are so far apart, in CSS pixels: what is smaller is too small for a picture to be read. */
const STEP = 56
/** So soon after something happened, and so rarely that it costs a fortieth of the time; after scrolling a 200th. */
const SOON_MS = 200
const MOST_SHARE = 40
const LATER_SHARE = 200
/** Without any event first after so long, then ever more rarely, and so rarely that it costs next to nothing. */
const FIRST_MS = 2000
const MOST_MS = 60_000
const LEAST_SHARE = 2000

/** By these a page may show another style, by selectors that no change of an element tells of. */
const RESTYLES = [...DEEDS, 'focusin', 'toggle']

/**
 * Looks at what is in view again. A rule may bring a CSS picture to any element when any other changes (`:checked ~ x`,
 * `:has()`, `[aria-expanded] + x`), and scripts change rules without an event.
 */
export interface ViewLooks {
  /** Something changed on the page. */
  soon(): void
}

/** `scan` visits elements, a slice at a time. */
export function createViewLooks(
  document: Document,
  scan: (elements: Iterable<Element>) => void,
  signal: AbortSignal,
): ViewLooks {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isSoon = false
  let isLooking = false
  let lastMs = 0
  let pause = FIRST_MS

  function look(): void {
    isSoon = false
    isLooking = true
    scan(inView(document, rest))
  }

  function lookIn(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(look, ms)
  }

  function rest(ms: number): void {
    isLooking = false
    lastMs = ms
    if (signal.aborted) return
    lookIn(isSoon ? MOST_SHARE * ms : Math.max(pause, LEAST_SHARE * ms))
    pause = Math.min(MOST_MS, 2 * pause)
  }

  function soon(): void {
    if (isSoon || signal.aborted) return
    isSoon = true
    pause = FIRST_MS
    if (!isLooking) lookIn(Math.max(SOON_MS, MOST_SHARE * lastMs))
  }

  /** What comes into view was looked at when it came into the page: only a rule may have changed since. */
  function later(): void {
    if (isSoon || isLooking || pause === FIRST_MS) return
    pause = FIRST_MS
    lookIn(Math.max(FIRST_MS, LATER_SHARE * lastMs))
  }

  window.addEventListener('scrollend', later, { capture: true, passive: true, signal })
  for (const type of RESTYLES) window.addEventListener(type, soon, { capture: true, passive: true, signal })
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true })
  soon()
  return { soon }
}

/** Elements in view, each once; at the end `onDone` is told the milliseconds that it takes to find them. */
function* inView(document: Document, onDone: (ms: number) => void): Generator<Element> {
  const found = new Set<Element>()
  const rows: number[] = []
  if (document.visibilityState === 'visible') {
    for (let y = STEP / 2; y < innerHeight; y += STEP) {
      let ms = 0
      for (let x = STEP / 2; x < innerWidth; x += STEP) {
        settle()
        const start = performance.now()
        const elements = document.elementsFromPoint(x, y)
        ms += performance.now() - start
        for (const element of elements) if (!found.has(element) && found.add(element)) yield element
      }
      rows.push(ms)
    }
  }
  onDone(costOf(rows))
}

/** Firefox' clock goes by milliseconds. */
const TICK_MS = 1

/**
 * What rows of points took together. One that took far longer than the others waited for the page's layout or for
 * another process: as it is, it would put off the next look for a minute.
 */
function costOf(rows: number[]): number {
  const most = rows.sort((a, b) => a - b).slice(0, Math.ceil(0.75 * rows.length))
  const limit = TICK_MS + 2 * (sum(most) / most.length)
  return sum(rows.map((ms) => Math.min(ms, limit)))
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
