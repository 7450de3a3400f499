import { settle } from '../settle.ts'

/** A point of the viewport, in CSS pixels. */
export interface Point {
  x: number
  y: number
}

/** Elements that are drawn by themselves, whatever their style says. */
const REPLACED =
  'img, video, canvas, iframe, object, embed, svg, image, input, button, textarea, select, progress, meter'

/** Elements at a point from the top, through open and closed shadow roots; what takes no pointer is left out. */
function elementsAt({ x, y }: Point, shadowOf: (element: Element) => ShadowRoot | null): Element[] {
  settle()
  const through = (root: Document | ShadowRoot, seen: Set<Element>): Element[] =>
    root.elementsFromPoint(x, y).flatMap((element) => {
      // a shadow root's own list names the elements around its host again
      if (seen.has(element)) return []
      seen.add(element)
      const shadow = shadowOf(element)
      return shadow ? [...through(shadow, seen), element] : [element]
    })
  return through(document, new Set())
}

/** Whether an element paints anything at a point: a page may lay an empty shield over its pictures. */
function paintsAt(element: Element, point: Point): boolean {
  const style = getComputedStyle(element)
  if (/hidden|collapse/.test(style.visibility) || style.opacity === '0') return false
  if (element.matches(REPLACED)) return true
  if (/\(/.test(style.backgroundImage) || !isTransparent(style.backgroundColor)) return true
  return [...element.childNodes].some((node) => node instanceof Text && isTextAt(node, point))
}

function isTransparent(color: string): boolean {
  const alpha = /[,/]\s*([\d.]+)(%?)\)$/.exec(color)
  if (color === '' || color === 'transparent') return true
  if (!alpha || !/^rgba|\//.test(color)) return false
  return Number(alpha[1]) / (alpha[2] ? 100 : 1) < 0.1
}

function isTextAt(text: Text, { x, y }: Point): boolean {
  if (text.data.trim() === '') return false
  const range = document.createRange()
  range.selectNodeContents(text)
  return [...range.getClientRects()].some((r) => x >= r.left && x <= r.right && y >= r.top && y <= r.bottom)
}

/** What a person sees at a point: the topmost element that paints there; null where nothing does. */
export function seenAt(point: Point, shadowOf: (element: Element) => ShadowRoot | null): Element | null {
  return elementsAt(point, shadowOf).find((element) => paintsAt(element, point)) ?? null
}

const CLIPS = /hidden|clip|scroll|auto/

/** The part of an element's box that its ancestors and the viewport let show; null where there is none. */
export function visibleBox(element: Element): DOMRect | null {
  settle()
  if (getComputedStyle(element).visibility === 'hidden') return null
  let { left, top, right, bottom } = element.getBoundingClientRect()
  ;[left, top] = [Math.max(left, 0), Math.max(top, 0)]
  ;[right, bottom] = [
    Math.min(right, document.documentElement.clientWidth || innerWidth),
    Math.min(bottom, innerHeight),
  ]
  // what is placed absolutely is clipped by positioned ancestors alone, what is fixed by none
  let placed = 'static'
  for (let up: Element | null = element; up; up = parentOf(up)) {
    const { overflowX, overflowY, opacity, position } = getComputedStyle(up)
    if (opacity === '0') return null
    const clips = placed === 'absolute' ? position !== 'static' : placed !== 'fixed'
    if (up !== element && clips && up !== document.body && up !== document.documentElement) {
      const box = up.getBoundingClientRect()
      if (CLIPS.test(overflowX)) [left, right] = [Math.max(left, box.left), Math.min(right, box.right)]
      if (CLIPS.test(overflowY)) [top, bottom] = [Math.max(top, box.top), Math.min(bottom, box.bottom)]
    }
    if (up === element || position !== 'static') placed = position
  }
  return right > left && bottom > top ? new DOMRect(left, top, right - left, bottom - top) : null
}

/** Out of a shadow root to its host. */
function parentOf(element: Element): Element | null {
  const root = element.getRootNode()
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
}
