/** Chromium tells content scripts of closed shadow roots through `chrome.dom`, Firefox by a property. */
interface FirefoxElement extends Element {
  openOrClosedShadowRoot?: ShadowRoot | null
}

/** The shadow root of an element, open or closed; null where it has none. */
export function shadowOf(element: Element): ShadowRoot | null {
  if (element.shadowRoot) return element.shadowRoot
  const chromium = globalThis.chrome?.dom as typeof chrome.dom | undefined
  if (chromium) return element instanceof HTMLElement ? chromium.openOrClosedShadowRoot(element) : null
  return (element as FirefoxElement).openOrClosedShadowRoot ?? null
}
