import { settle } from './settle.ts'

/** A line or a tracking pixel, however long it is. */
const LEAST_SIDE = 16

/**
 * The element whose box stands for a picture's: one inside a pattern, mask, symbol or filter has none of its own, and
 * is painted where something refers to it.
 */
export function anchorOf(element: Element): Element {
  if (!(element instanceof SVGElement)) return element
  settle()
  if (element.localName === 'image' && hasArea(element)) return element
  return userOf(element) ?? element.ownerSVGElement ?? element
}

function hasArea(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect()
  return width * height > 0
}

/** What refers to an SVG part, or to one that holds it, by an attribute; null where nothing that is seen does. */
function userOf(part: SVGElement): Element | null {
  for (let up: Element | null = part; up && up !== part.ownerSVGElement; up = up.parentElement) {
    if (!up.id) continue
    const id = CSS.escape(up.id)
    const references = ['fill', 'stroke', 'filter', 'mask', 'style'].map((name) => `[${name}*="#${id}"]`)
    const root = part.getRootNode() as Document | ShadowRoot
    const users = root.querySelectorAll(`use[*|href="#${id}"], ${references.join(', ')}`)
    const seen = [...users].find(hasArea)
    if (seen) return seen
  }
  return null
}

/**
 * Whether a picture covers less than a square of this side: by area, for a banner of words is low, and strips are too.
 */
export function isSmall(element: Element, side: number): boolean {
  settle()
  const { width, height } = anchorOf(element).getBoundingClientRect()
  return width * height < side * side || Math.min(width, height) < LEAST_SIDE
}

/** An <img> that failed to load shows no picture. An SVG without a size of its own has no natural one in Firefox. */
export function isBroken(element: Element): boolean {
  if (!(element instanceof HTMLImageElement) || !element.complete) return false
  return element.naturalWidth === 0 && element.naturalHeight === 0 && !/\.svg|image\/svg/i.test(element.currentSrc)
}
