export type Kind = 'img' | 'background' | 'poster' | 'svg'

const DIRECT = 'img, video[poster], image'
const WATCHED = ['src', 'srcset', 'poster', 'href', 'style', 'class', 'data-ok']

/** The address behind a CSS background. The veil only shrinks it to nothing, so the style still tells the address. */
function backgroundAddress(element: Element): string | null {
  const found = /url\("((?:https?:|data:image\/|blob:)[^"]+)"\)/.exec(getComputedStyle(element).backgroundImage)
  return found ? found[1] : null
}

/** What kind of picture an element shows, or null. */
function kindOf(element: Element): Kind | null {
  if (element.localName === 'img') return 'img'
  if (element.localName === 'video') return element.hasAttribute('poster') ? 'poster' : null
  if (element instanceof SVGImageElement) return 'svg'
  return element instanceof HTMLElement && backgroundAddress(element) !== null ? 'background' : null
}

/** The address that the browser really shows (after srcset and <picture>); null while there is none. */
export function addressOf(element: Element, kind: Kind): string | null {
  switch (kind) {
    case 'img':
      return (element as HTMLImageElement).currentSrc || (element as HTMLImageElement).src || null
    case 'poster':
      return (element as HTMLVideoElement).poster || null
    case 'svg': {
      const { baseVal } = (element as SVGImageElement).href
      return baseVal ? new URL(baseVal, document.baseURI).href : null
    }
    case 'background':
      return backgroundAddress(element)
  }
}

export interface Finding {
  /** A picture was found, or one that is known may show another address now. */
  onPicture(element: Element, kind: Kind): void
  /** An element with a picture may have left the page. */
  onRemoved(element: Element): void
  onShadowRoot(root: ShadowRoot): void
}

/** Finds pictures in the document, in open shadow roots and in whatever is added or changed later, until `signal` aborts. */
export function find(root: Document | ShadowRoot, finding: Finding, signal: AbortSignal): void {
  const visit = (element: Element) => {
    const kind = kindOf(element)
    if (kind) finding.onPicture(element, kind)
    if (element.shadowRoot) enter(element.shadowRoot)
  }
  const seen = new WeakSet<ShadowRoot>()
  const enter = (shadow: ShadowRoot) => {
    if (seen.has(shadow)) return
    seen.add(shadow)
    finding.onShadowRoot(shadow)
    find(shadow, finding, signal)
  }
  const scan = (node: Element | Document | ShadowRoot) => {
    if (node instanceof Element) visit(node)
    for (const element of node.querySelectorAll('*')) visit(element)
  }
  // once a frame, before it is painted: pages that animate by script change attributes all the time
  const changed = new Set<Element>()
  const added = new Set<Element>()
  let frame = 0
  const flush = () => {
    frame = 0
    for (const element of added) scan(element)
    for (const element of changed) visit(element)
    added.clear()
    changed.clear()
  }
  const observer = new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === 'attributes') changed.add(record.target as Element)
      for (const node of record.addedNodes) if (node instanceof Element) added.add(node)
      for (const node of record.removedNodes) {
        if (!(node instanceof Element)) continue
        finding.onRemoved(node)
        for (const element of node.querySelectorAll(DIRECT)) finding.onRemoved(element)
      }
    }
    frame ||= requestAnimationFrame(flush)
  })
  observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: WATCHED })
  // srcset, <picture> and lazy loading settle on an address when the picture loads; attachShadow leaves no mutation.
  const onLoad = (event: Event) => {
    if (event.target instanceof Element) visit(event.target)
  }
  root.addEventListener('load', onLoad, { capture: true, signal })
  root.addEventListener('error', onLoad, { capture: true, signal })
  signal.addEventListener(
    'abort',
    () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
    },
    { once: true },
  )
  scan(root)
  if (root instanceof Document) {
    // late stylesheets bring backgrounds, late scripts shadow roots, and neither tells
    for (const moment of ['DOMContentLoaded', 'load'] as const)
      (moment === 'load' ? window : document).addEventListener(moment, () => scan(root), { once: true, signal })
    const timer = setInterval(
      () => document.visibilityState === 'visible' && requestIdleCallback(() => signal.aborted || scan(root)),
      RESCAN_MS,
    )
    signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  }
}

const RESCAN_MS = 2000
