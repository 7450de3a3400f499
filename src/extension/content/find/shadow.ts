/** Chromium tells content scripts of closed shadow roots through `chrome.dom`, Firefox by a property. */
interface FirefoxElement extends Element {
  openOrClosedShadowRoot?: ShadowRoot | null
}

/** Hosts of the extension's own. */
const own = new WeakSet<Element>()

/** What is in this element's shadow root is none of the page's. */
export function ownHost(element: Element): void {
  own.add(element)
}

/** The shadow root of an element of the page, open or closed; null where it has none. */
export function shadowOf(element: Element): ShadowRoot | null {
  if (own.has(element)) return null
  if (element.shadowRoot) return element.shadowRoot
  const chromium = globalThis.chrome?.dom as typeof chrome.dom | undefined
  if (chromium) return element instanceof HTMLElement ? chromium.openOrClosedShadowRoot(element) : null
  return (element as FirefoxElement).openOrClosedShadowRoot ?? null
}
