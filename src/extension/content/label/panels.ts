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

/** Opens it where a mouse rests on a label, a label has the keyboard's focus, or a finger stays on a covered picture. */
export function createPanels(labels: Labels, signal: AbortSignal): Panels {
  let current: Panel | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let touch: { point: Point; opened: boolean } | null = null
  const soon = (ms: number, work: () => void) => {
    clearTimeout(timer)
    timer = setTimeout(work, ms)
  }
  const open = (label: Label | null) => {
    const { reasons } = label ?? {}
    if (!label || !reasons || current?.label === label) return
    current?.close()
    current = new Panel(label, labels.layerFor(label.anchor), reasons, () => {
      current = null
    })
  }
  const leave = () => current?.hasFocus || current?.close()
  const move = ({ clientX: x, clientY: y, pointerType }: PointerEvent) => {
    if (pointerType !== 'mouse') {
      if (touch && Math.hypot(x - touch.point.x, y - touch.point.y) > LONG_PRESS_SLACK) clearTimeout(timer)
    } else if (current) {
      if (current.isNear({ x, y })) clearTimeout(timer)
      else soon(LEAVE_MS, leave)
    } else if (!labels.isEmpty) soon(REST_MS, () => open(labels.chipAt({ x, y })))
  }
  const down = ({ clientX: x, clientY: y, pointerType }: PointerEvent) => {
    touch = null
    clearTimeout(timer)
    if (pointerType === 'mouse' || labels.isEmpty) return
    const touched = { point: { x, y }, opened: false }
    touch = touched
    soon(LONG_PRESS_MS, () => {
      open(labels.at({ x, y }))
      touched.opened = current !== null
    })
  }
  const up = ({ pointerType }: PointerEvent) => pointerType !== 'mouse' && clearTimeout(timer)
  const options = { capture: true, passive: true, signal }
  window.addEventListener('pointermove', move, options)
  window.addEventListener('pointerdown', down, options)
  for (const type of ['pointerup', 'pointercancel'] as const) window.addEventListener(type, up, options)
  window.addEventListener('contextmenu', (event) => touch?.opened && event.preventDefault(), { capture: true, signal })
  // it stands where its label stood
  window.addEventListener('scroll', () => current?.close(), options)
  labels.follower = {
    onFocus(label) {
      if (label) soon(REST_MS, () => open(label))
      else soon(LEAVE_MS, leave)
    },
    onChange: (label) => current?.label === label && current.close(),
  }
  signal.addEventListener('abort', () => {
    clearTimeout(timer)
    current?.close()
  })
  return {
    get current() {
      return current
    },
    takeLongPress() {
      const { opened = false } = touch ?? {}
      touch = null
      return opened
    },
  }
}
