import type { Label } from './label.ts'
import type { Labels } from './labels.ts'
import type { Panel } from './panel.ts'
import type { Panels } from './panels.ts'

/** What a press of the mouse is made of; of a touch only the click, so that pages can still be swiped. */
const PRESS = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click']
/** A person's deeds on the page, heard before the page hears of them. */
export interface Inputs {
  take: ((event: Event) => void) | null
  /** To be called before the page's own scripts run: of listeners on the window the first is told first. */
  listen(): void
}

export function hearInputs(signal: AbortSignal): Inputs {
  const hear = (event: Event) => {
    if (event.isTrusted) inputs.take?.(event)
  }
  const inputs: Inputs = {
    take: null,
    listen() {
      for (const type of [...PRESS, 'keydown']) window.addEventListener(type, hear, { capture: true, signal })
    },
  }
  return inputs
}

/**
 * Takes the clicks and keys that are meant for a label. Labels themselves take no pointer, so what the page shows above
 * or beside a picture gets its clicks as ever.
 */
export function takeClicks(labels: Labels, panels: Panels, inputs: Inputs, signal: AbortSignal): void {
  const takePress = createTakePress(labels, panels)
  inputs.take = (event) => {
    if (event instanceof MouseEvent) takePress(event)
    else if (event instanceof KeyboardEvent) takeKey(labels, panels, event)
  }
  const { take } = inputs
  signal.addEventListener('abort', () => {
    if (inputs.take === take) inputs.take = null
  })
}

function createTakePress(labels: Labels, panels: Panels): (event: MouseEvent) => void {
  /** Where the mouse was pressed on a label: a drag that began elsewhere, and a selection of text, are the page's. */
  let pressed: Label | null = null
  return (event) => {
    // by keyboard, a click has no place: it goes to what has the focus
    if (event.button !== 0 || (event.type === 'click' && event.detail === 0)) return
    const isMouse = !(event instanceof PointerEvent) || event.pointerType === 'mouse'
    if (event.type !== 'click' && !isMouse) return
    const point = { x: event.clientX, y: event.clientY }
    if (panels.current?.holds(event, point)) {
      event.stopImmediatePropagation()
      if (event.type === 'click') panels.current.press(point)
      return
    }
    if (event.type === 'click' && panels.takeLongPress()) return swallow(event)
    const label = labels.at(point)
    if (event.type === 'click' && !label) panels.current?.close()
    if (event.type === 'pointerdown') pressed = label
    if (!label || (isMouse && label !== pressed)) return
    event.stopImmediatePropagation()
    if (event.type !== 'pointerdown' && event.type !== 'pointerup') event.preventDefault()
    if (event.type === 'click') label.toggle()
  }
}

function swallow(event: Event): void {
  event.stopImmediatePropagation()
  event.preventDefault()
}

/** A page's own shortcuts would take these from the label, or its panel, that has the focus. */
function takeKey(labels: Labels, panels: Panels, event: KeyboardEvent): void {
  const isPress = /^(Enter| )$/.test(event.key)
  if (panels.current && (event.key === 'Escape' || panels.current.hasFocus)) {
    takePanelKey(panels.current, event, isPress)
    return
  }
  const label = isPress ? labels.focused() : null
  if (!label) return
  swallow(event)
  if (!event.repeat) label.toggle()
}

function takePanelKey(panel: Panel, event: KeyboardEvent, isPress: boolean): void {
  event.stopImmediatePropagation()
  const isEscape = event.key === 'Escape'
  if (isPress || isEscape) event.preventDefault()
  if (isEscape) panel.close()
  else if (isPress && !event.repeat) panel.pressFocused()
}
