import { holds, isIn, type Point, paintsAt } from './visible.ts'

/** Looked at for every picture: a page's menus and bars come first in it. Later ones are looked for near a picture. */
const MOST_FIRST = 200
const MOST_NEAR = 30
const NEAR_LEVELS = 4
/** Boxes that touch by less overlap by rounding alone. */
const LEAST_PX = 3

/**
 * What a page may paint over its pictures without a z-index: bars, menus, tooltips, badges. A cover's filter makes a
 * stacking context, in which a picture lies above such of them as come before it.
 */
export interface Overlays {
  /** An element was looked at: it may be one. */
  note(element: Element): void
  /** Whether something that lets pointers through, so that no hit test finds it, is seen over a picture at a point. */
  isSeenAt(point: Point, picture: Element): boolean
  /** Those of the pictures that an overlay, as it is now, would lie over if they had no cover. */
  hiddenBy(pictures: Element[]): Element[]
  /** Part of the page is gone: what was in it is held no longer. */
  forgetGone(): void
}

export function createOverlays(): Overlays {
  const known = new Set<Element>()
  const untouchable = new Set<Element>()
  return {
    note(element) {
      const { position, zIndex, pointerEvents } = getComputedStyle(element)
      if (pointerEvents === 'none' && untouchable.size < MOST_FIRST) untouchable.add(element)
      else untouchable.delete(element)
      if (/absolute|fixed|sticky/.test(position) && /^(auto|0)$/.test(zIndex)) known.add(element)
      else known.delete(element)
    },
    isSeenAt(point, picture) {
      for (const element of untouchable) {
        if (isIn(point, element.getBoundingClientRect()) && isSeen(element, point, picture)) return true
      }
      return false
    },
    hiddenBy(pictures) {
      if (pictures.length === 0) return []
      const first: Element[] = []
      for (const element of known) if (first.push(element) === MOST_FIRST) break
      return pictures.filter((picture) => {
        const box = picture.getBoundingClientRect()
        const near = nearBefore(picture).filter((element) => known.has(element))
        return [...first, ...near].some(
          (element) => overlap(element.getBoundingClientRect(), box) && liesOver(element, picture),
        )
      })
    },
    forgetGone() {
      for (const some of [known, untouchable])
        for (const element of some) if (!element.isConnected) some.delete(element)
    },
  }
}

function isSeen(element: Element, point: Point, picture: Element): boolean {
  if (holds(element, picture) || !paintsAt(element, point, picture)) return false
  return element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
}

function overlap(a: DOMRect, b: DOMRect): boolean {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
  return across > LEAST_PX && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > LEAST_PX
}

function liesOver(element: Element, picture: Element): boolean {
  // in another shadow tree there is no order
  if (element.compareDocumentPosition(picture) !== Node.DOCUMENT_POSITION_FOLLOWING) return false
  const { visibility, opacity } = getComputedStyle(element)
  return visibility === 'visible' && opacity !== '0'
}

/** Elements before an element and beside those around it, the nearest first. */
function nearBefore(element: Element): Element[] {
  const found: Element[] = []
  let around: Element | null = element
  for (let level = 0; around && level < NEAR_LEVELS; level++, around = around.parentElement) {
    for (let before = around.previousElementSibling; before; before = before.previousElementSibling) {
      found.push(before, ...before.querySelectorAll('*'))
      if (found.length >= MOST_NEAR) return found.slice(0, MOST_NEAR)
    }
  }
  return found
}
