import type { Label } from './label/label.ts'
import type { Labels } from './label/labels.ts'

/** What shows its picture while the pointer is on it. */
interface Peeks {
  /** Shows or covers what stands in this box. */
  peek(anchor: Element, shown: boolean): void
}

/** Shows a covered picture while a mouse is on it, where the user wants that. A touch reveals by its click. */
export function revealOnHover(
  labels: Pick<Labels, 'at'>,
  { peek }: Peeks,
  isWanted: () => boolean,
  signal: AbortSignal,
): void {
  let current: Element | null = null
  let frame = 0
  function move(anchor: Element | null): void {
    if (anchor === current) return
    if (current) peek(current, false)
    current = anchor
    if (current) peek(current, true)
  }
  function look(x: number, y: number): void {
    frame = 0
    if (current && isWanted() && isInside(current.getBoundingClientRect(), x, y)) return
    const label: Label | null = isWanted() ? labels.at({ x, y }) : null
    move(label?.isCovering ? label.anchor : null)
  }
  const options = { capture: true, passive: true, signal }
  const follow = ({ pointerType, clientX, clientY }: PointerEvent) => {
    if (pointerType !== 'mouse' || (!current && !isWanted())) return
    cancelAnimationFrame(frame)
    frame = requestAnimationFrame(() => look(clientX, clientY))
  }
  window.addEventListener('pointermove', follow, options)
  const leave = ({ relatedTarget }: PointerEvent) => relatedTarget === null && move(null)
  window.addEventListener('pointerout', leave, options)
}

function isInside({ left, right, top, bottom }: DOMRect, x: number, y: number): boolean {
  return x >= left && x < right && y >= top && y < bottom
}
