import { settle } from '../settle.ts'

/** A point of the viewport, in CSS pixels. */
export interface Point {
  x: number
  y: number
}

/** Elements that are drawn by themselves, whatever their style says. */
const REPLACED =
  'img, video, canvas, iframe, object, embed, svg, image, input, button, textarea, select, progress, meter'

/** From this alpha on a colour is seen, and from that one on nothing below it is. */
const VISIBLE = 0.1
const OPAQUE = 0.9
/** A scrim covers this share of its picture, and is no larger than so many of it. */
const LEAST_SHADED = 0.8
const MOST_SCRIM = 2

/** Of shadow roots in each other, each asked for what its hosts were asked before: so many cost some milliseconds. */
const MOST_DEEP = 30

/** Elements at a point from the top, through open and closed shadow roots; what takes no pointer is left out. */
function elementsAt({ x, y }: Point, shadowOf: (element: Element) => ShadowRoot | null): Element[] {
  settle()
  const seen = new Set<Element>()
  const through = (root: Document | ShadowRoot, deep: number): Element[] =>
    root.elementsFromPoint(x, y).flatMap((element) => {
      // a shadow root's own list names the elements around its host again
      if (seen.has(element)) return []
      seen.add(element)
      const shadow = deep < MOST_DEEP ? shadowOf(element) : null
      return shadow ? [...through(shadow, deep + 1), element] : [element]
    })
  return through(document, 0)
}

type Style = CSSStyleDeclaration

/** Whether an element paints anything at a point: a page may lay an empty shield over its pictures. */
export function paintsAt(element: Element, point: Point, anchor: Element): boolean {
  const style = getComputedStyle(element)
  if (/hidden|collapse/.test(style.visibility) || style.opacity === '0') return false
  if (element.matches(REPLACED)) return true
  const pseudo = (['::before', '::after'] as const).map((name) => getComputedStyle(element, name))
  const shown = pseudo.filter(({ content }) => !/^(none|normal)?$/.test(content))
  // the words of a pseudo-element, mostly an icon, may stand anywhere in its element
  if (shown.some(({ content }) => content !== '""')) return true
  if ([...element.childNodes].some((node) => node instanceof Text && isTextAt(node, point))) return true
  return [style, ...shown].some(paintsBox) && !(element !== anchor && isScrim(element, style, anchor))
}

function paintsBox(style: Style): boolean {
  if (/\(/.test(style.backgroundImage) || !isTransparent(style.backgroundColor)) return true
  if (style.boxShadow !== 'none' && style.boxShadow !== '') return true
  const lines = ['top', 'right', 'bottom', 'left'].map((side) => `border-${side}`)
  return [...lines, 'outline'].some(
    (line) =>
      Number.parseFloat(style.getPropertyValue(`${line}-width`)) > 0 &&
      !/^(none|hidden)?$/.test(style.getPropertyValue(`${line}-style`)) &&
      !isTransparent(style.getPropertyValue(`${line}-color`)),
  )
}

/** A frame or a shade that cards lay over all of a picture, and nothing but it: the picture is what is seen there. */
function isScrim(element: Element, style: Style, anchor: Element): boolean {
  const [own, picture] = [element.getBoundingClientRect(), anchor.getBoundingClientRect()]
  const across = Math.min(own.right, picture.right) - Math.max(own.left, picture.left)
  const down = Math.min(own.bottom, picture.bottom) - Math.max(own.top, picture.top)
  const covered = Math.max(0, across) * Math.max(0, down)
  const area = picture.width * picture.height
  if (covered < LEAST_SHADED * area || own.width * own.height > MOST_SCRIM * area) return false
  return !style.backgroundImage.includes('url(') && isTransparent(style.backgroundColor, OPAQUE)
}

function isTransparent(color: string, from = VISIBLE): boolean {
  const alpha = /[,/]\s*([\d.]+)(%?)\)$/.exec(color)
  if (color === '' || color === 'transparent') return true
  if (!alpha || !/^rgba|\//.test(color)) return false
  return Number(alpha[1]) / (alpha[2] ? 100 : 1) < from
}

/** Whether a point lies in a box, its edges included. */
export function isIn({ x, y }: Point, { left, top, right, bottom }: DOMRect): boolean {
  return x >= left && x <= right && y >= top && y <= bottom
}

function isTextAt(text: Text, point: Point): boolean {
  if (text.data.trim() === '') return false
  const range = document.createRange()
  range.selectNodeContents(text)
  return [...range.getClientRects()].some((box) => isIn(point, box))
}

/** What a person sees at a point where the anchor is too: the topmost element that paints; null where none does. */
export function seenAt(
  point: Point,
  anchor: Element,
  shadowOf: (element: Element) => ShadowRoot | null,
): Element | null {
  settle()
  // nothing that takes a pointer lies over it: the usual case, and much cheaper
  if (document.elementFromPoint(point.x, point.y) === anchor && anchor.matches(REPLACED)) return anchor
  return elementsAt(point, shadowOf).find((element) => paintsAt(element, point, anchor)) ?? null
}

const CLIPS = /hidden|clip|scroll|auto/

/** The part of an element's box that its ancestors and the viewport let show; null where there is none. */
export function visibleBox(element: Element): DOMRect | null {
  settle()
  let { left, top, right, bottom } = element.getBoundingClientRect()
  ;[left, top] = [Math.max(left, 0), Math.max(top, 0)]
  ;[right, bottom] = [
    Math.min(right, document.documentElement.clientWidth || innerWidth),
    Math.min(bottom, innerHeight),
  ]
  if (right <= left || bottom <= top || getComputedStyle(element).visibility === 'hidden') return null
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
export function parentOf(element: Element): Element | null {
  const root = element.getRootNode()
  return element.parentElement ?? (root instanceof ShadowRoot ? root.host : null)
}

/** Whether `outer` contains `inner`, also across shadow roots. */
export function holds(outer: Element, inner: Element): boolean {
  for (let up: Node | null = inner; up; up = up instanceof ShadowRoot ? up.host : up.parentNode) {
    if (up === outer) return true
  }
  return false
}
