import type { Label } from './label.ts'
import type { Labels } from './labels.ts'

/** What a press of the mouse is made of; of a touch only the click, so that pages can still be swiped. */
const PRESS = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']

/**
 * Takes the clicks that are meant for a label, before the page hears of them. Labels themselves take no pointer, so
 * what the page shows above or beside a picture gets its clicks as ever; only a person's own clicks count.
 */
export function takeClicks(labels: Labels, signal: AbortSignal): void {
  /** Where the mouse was pressed on a label: a drag that began elsewhere, and a selection of text, are the page's. */
  let pressed: Label | null = null
  const take = (event: Event) => {
    if (!(event instanceof MouseEvent) || !event.isTrusted || event.button !== 0) return
    // by keyboard, a click has no place: it goes to what has the focus
    if (event.type === 'click' && event.detail === 0) return
    const isMouse = !(event instanceof PointerEvent) || event.pointerType === 'mouse'
    if (event.type !== 'click' && !isMouse) return
    const label = labels.at({ x: event.clientX, y: event.clientY })
    if (event.type === 'pointerdown') pressed = label
    if (!label || (isMouse && label !== pressed)) return
    event.stopImmediatePropagation()
    if (event.type !== 'pointerdown' && event.type !== 'pointerup') event.preventDefault()
    if (event.type === 'click') label.toggle()
  }
  for (const type of PRESS) window.addEventListener(type, take, { capture: true, signal })
}
