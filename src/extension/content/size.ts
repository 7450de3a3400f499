import { settle } from './settle.ts'

/** A line or a tracking pixel, however long it is. */
const LEAST_SIDE = 16

/** The element whose box stands for a picture's: one inside a pattern, mask or symbol has none of its own. */
export function anchorOf(element: Element): Element {
  if (!(element instanceof SVGElement)) return element
  settle()
  const { width, height } = element.getBoundingClientRect()
  const outer = element.ownerSVGElement
  return outer && (element.localName !== 'image' || width * height === 0) ? outer : element
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
