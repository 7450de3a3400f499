import type { Label } from './label.ts'
import type { Labels } from './labels.ts'
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
  const opener = createOpener(labels)
  const options = { capture: true, passive: true, signal }
  watchMouse(labels, opener, options)
  const touches = watchTouches(labels, opener, options)
  // it stands where its label stood
  window.addEventListener('scroll', opener.close, options)
  labels.follower = {
    onFocus: (label) => (label ? opener.soon(REST_MS, () => opener.open(label)) : opener.soon(LEAVE_MS, opener.leave)),
    onChange: (label) => opener.current?.label === label && opener.close(),
  }
  signal.addEventListener('abort', () => {
    opener.wait()
    opener.close()
  })
  return {
    get current() {
      return opener.current
    },
    takeLongPress: touches.take,
  }
}

/** Opens and closes the one panel, now or later; what is put off last is what happens. */
interface Opener {
  readonly current: Panel | null
  open(label: Label | null): void
  close(): void
  /** Closes it unless the keyboard is in it. */
  leave(): void
  soon(ms: number, work: () => void): void
  /** Nothing happens soon any more. */
  wait(): void
}

function createOpener(labels: Labels): Opener {
  let current: Panel | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  const close = () => current?.close()
  return {
    get current() {
      return current
    },
    open(label) {
      if (!label?.reasons || current?.label === label) return
      close()
      current = new Panel(label, labels.layerFor(label.anchor), label.reasons, () => {
        current = null
      })
    },
    close,
    leave: () => current?.hasFocus || close(),
    soon(ms, work) {
      clearTimeout(timer)
      timer = setTimeout(work, ms)
    },
    wait: () => clearTimeout(timer),
  }
}

type Listening = { capture: boolean; passive: boolean; signal: AbortSignal }

function watchMouse(labels: Labels, opener: Opener, options: Listening): void {
  const move = ({ clientX: x, clientY: y, pointerType }: PointerEvent) => {
    if (pointerType !== 'mouse') return
    const { current } = opener
    if (current?.isNear({ x, y })) opener.wait()
    else if (current) opener.soon(LEAVE_MS, opener.leave)
    else if (!labels.isEmpty) opener.soon(REST_MS, () => opener.open(labels.chipAt({ x, y })))
  }
  const down = ({ pointerType }: PointerEvent) => pointerType === 'mouse' && opener.wait()
  window.addEventListener('pointermove', move, options)
  window.addEventListener('pointerdown', down, options)
}

/** `take` tells, once, whether the last touch has opened a panel. */
function watchTouches(labels: Labels, opener: Opener, options: Listening): { take(): boolean } {
  let touch: { point: Point; opened: boolean } | null = null
  const down = ({ clientX: x, clientY: y, pointerType }: PointerEvent) => {
    touch = null
    if (pointerType === 'mouse' || labels.isEmpty) return
    const touched = { point: { x, y }, opened: false }
    touch = touched
    opener.soon(LONG_PRESS_MS, () => {
      opener.open(labels.at({ x, y }))
      touched.opened = opener.current !== null
    })
  }
  const move = ({ clientX: x, clientY: y, pointerType }: PointerEvent) => {
    if (pointerType === 'mouse' || !touch) return
    if (Math.hypot(x - touch.point.x, y - touch.point.y) > LONG_PRESS_SLACK) opener.wait()
  }
  const up = ({ pointerType }: PointerEvent) => pointerType !== 'mouse' && opener.wait()
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
