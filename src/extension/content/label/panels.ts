import type { Label } from './label.ts'
import type { Labels } from './labels.ts'
import { containerFor, LabelLayer } from './layer.ts'
import { Panel } from './panel.ts'
import type { Point } from './visible.ts'

/** A pointer that rests so long on a label asks why, */
const REST_MS = 400
/** and one that left label and panel for so long is done. */
const LEAVE_MS = 300
/** A finger; before the browser's own menu comes. */
const LONG_PRESS_MS = 450
/** A finger that moves further scrolls. */
const LONG_PRESS_SLACK = 10

/** The panel that says why, one at a time. */
export interface Panels {
  readonly current: Panel | null
  /** Whether the touch that is ending has opened it, and is no tap. */
  takeLongPress(): boolean
}

/** Opens it where a mouse rests on a label, a label has the keyboard's focus, or a finger stays on a veiled picture. */
export function createPanels(labels: Labels, signal: AbortSignal): Panels {
  const opener = createOpener(labels, signal)
  const options = { capture: true, passive: true, signal }
  watchMouse(labels, opener, options)
  watchFocus(labels, opener, signal)
  const touches = watchTouches(labels, opener, options)
  // it stands where its label stood
  window.addEventListener('scroll', opener.close, options)
  signal.addEventListener('abort', opener.close)
  return {
    get current() {
      return opener.current
    },
    takeLongPress: touches.take,
  }
}

/** Opens and closes the one panel. */
interface Opener {
  readonly current: Panel | null
  open(label: Label | null): void
  close(): void
  /** Closes it unless the keyboard is in it or on its label. */
  leave(): void
}

function createOpener(labels: Labels, signal: AbortSignal): Opener {
  let current: Panel | null = null
  const close = () => current?.close()
  return {
    get current() {
      return current
    },
    open(label) {
      if (!label?.reasons || current?.label === label || signal.aborted) return
      close()
      current = new Panel(label, new LabelLayer(containerFor(label.anchor)), label.reasons, () => {
        current = null
      })
    },
    close,
    leave() {
      if (current && !current.hasFocus && labels.focused() !== current.label) close()
    },
  }
}

/** What a mouse, the keyboard or a finger does later; each has its own, or one would hold up another. */
interface Later {
  /** In the place of what was put off before. */
  soon(ms: number, work: () => void): void
  never(): void
}

function createLater(signal: AbortSignal): Later {
  let timer: ReturnType<typeof setTimeout> | undefined
  const never = () => clearTimeout(timer)
  signal.addEventListener('abort', never)
  return {
    soon(ms, work) {
      never()
      timer = setTimeout(work, ms)
    },
    never,
  }
}

type Listening = { capture: boolean; passive: boolean; signal: AbortSignal }

function watchMouse(labels: Labels, opener: Opener, options: Listening): void {
  const later = createLater(options.signal)
  const move = ({ clientX: x, clientY: y, pointerType }: PointerEvent) => {
    if (pointerType !== 'mouse') return
    const { current } = opener
    if (current?.isNear({ x, y })) later.never()
    else if (current) later.soon(LEAVE_MS, opener.leave)
    else if (!labels.isEmpty) later.soon(REST_MS, () => opener.open(labels.chipAt({ x, y })))
  }
  const down = ({ pointerType }: PointerEvent) => pointerType === 'mouse' && later.never()
  window.addEventListener('pointermove', move, options)
  window.addEventListener('pointerdown', down, options)
}

function watchFocus(labels: Labels, opener: Opener, signal: AbortSignal): void {
  const later = createLater(signal)
  labels.follower = {
    onFocus: (label) => (label ? later.soon(REST_MS, () => opener.open(label)) : later.soon(LEAVE_MS, opener.leave)),
    onChange: (label) => opener.current?.label === label && !opener.current.isAnswering && opener.close(),
  }
}

/** `take` tells, once, whether the last touch has opened a panel. */
function watchTouches(labels: Labels, opener: Opener, options: Listening): { take(): boolean } {
  const later = createLater(options.signal)
  let touch: { point: Point; opened: boolean } | null = null
  const down = ({ clientX: x, clientY: y, pointerType }: PointerEvent) => {
    touch = null
    later.never()
    if (pointerType === 'mouse' || labels.isEmpty) return
    const touched = { point: { x, y }, opened: false }
    touch = touched
    later.soon(LONG_PRESS_MS, () => {
      opener.open(labels.at({ x, y }))
      touched.opened = opener.current !== null
    })
  }
  const move = ({ clientX: x, clientY: y, pointerType }: PointerEvent) => {
    if (pointerType === 'mouse' || !touch) return
    if (Math.hypot(x - touch.point.x, y - touch.point.y) > LONG_PRESS_SLACK) later.never()
  }
  const up = ({ pointerType }: PointerEvent) => pointerType !== 'mouse' && later.never()
  window.addEventListener('pointerdown', down, options)
  window.addEventListener('pointermove', move, options)
  for (const type of ['pointerup', 'pointercancel'] as const) window.addEventListener(type, up, options)
  const menu = (event: Event) => touch?.opened && event.preventDefault()
  window.addEventListener('contextmenu', menu, { ...options, passive: false })
  return {
    take() {
      const { opened = false } = touch ?? {}
      touch = null
      return opened
    },
  }
}
