import type { Kind } from '../find/kinds.ts'
import first from './first.css?raw'
import veiled from './veil.css?raw'

const MARK = 'data-ok'

/** Covers an element; nothing in the layout moves. The stylesheets in cover/ say what the marks do. */
export function veil(element: Element, kind: Kind): void {
  set(element, kind === 'background' ? 'no-background' : 'no')
}

/** Takes every cover from an element, the one that stands before any verdict included. */
export function unveil(element: Element): void {
  set(element, 'yes')
}

/** Back to the page's own state, under which "cover first" covers it again. */
export function unmark(element: Element): void {
  element.removeAttribute(MARK)
}

/** True when a framework dropped or changed our mark. */
export function lostMark(element: Element, covered: boolean): boolean {
  return element.getAttribute(MARK)?.startsWith('no') !== covered
}

function set(element: Element, value: string): void {
  if (element.getAttribute(MARK) !== value) element.setAttribute(MARK, value)
}

/** Registered stylesheets don't reach into shadow roots, so each gets a copy of their rules. */
export function styleShadowRoot(root: ShadowRoot, coverFirst: boolean, signal: AbortSignal): void {
  const style = document.createElement('style')
  style.textContent = coverFirst ? first + veiled : veiled
  root.append(style)
  signal.addEventListener('abort', () => style.remove(), { once: true })
}
