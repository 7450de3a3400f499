import { DIRECT, type Kind, kindOf } from './kinds.ts'

const WATCHED = ['src', 'srcset', 'poster', 'href', 'style', 'class', 'data-ok']
const RESCAN_MS = 2000

export interface Finding {
  /** A picture was found, or one that is known may show another address now. */
  onPicture(element: Element, kind: Kind): void
  /** An element with a picture may have left the page. */
  onRemoved(element: Element): void
  onShadowRoot(root: ShadowRoot): void
}

/**
 * Finds pictures in the document, in open shadow roots and in whatever is added or changed later, until `signal`
 * aborts.
 */
export function find(document: Document, finding: Finding, signal: AbortSignal): void {
  const finder = new Finder(finding, signal)
  finder.enter(document)
  finder.rescan(document)
}

class Finder {
  private readonly roots = new WeakSet<Document | ShadowRoot>()
  private readonly changed = new Set<Element>()
  private readonly added = new Set<Element>()
  private readonly observer = new MutationObserver((records) => this.note(records))
  private frame = 0

  constructor(
    private readonly finding: Finding,
    private readonly signal: AbortSignal,
  ) {
    signal.addEventListener('abort', () => this.stop(), { once: true })
  }

  /** Looks through a root and goes on watching it. */
  enter(root: Document | ShadowRoot): void {
    if (this.roots.has(root)) return
    this.roots.add(root)
    if (root instanceof ShadowRoot) this.finding.onShadowRoot(root)
    this.observer.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter: WATCHED })
    // srcset, <picture> and lazy loading settle on an address when the picture loads
    const onLoad = ({ target }: Event) => target instanceof Element && this.visit(target)
    for (const type of ['load', 'error']) root.addEventListener(type, onLoad, { capture: true, signal: this.signal })
    this.scan(root)
  }

  /** Late stylesheets bring backgrounds, `attachShadow` shadow roots, and neither is a mutation. */
  rescan(document: Document): void {
    const { signal } = this
    const scan = () => signal.aborted || this.scan(document)
    document.addEventListener('DOMContentLoaded', scan, { once: true, signal })
    window.addEventListener('load', scan, { once: true, signal })
    const timer = setInterval(() => document.visibilityState === 'visible' && requestIdleCallback(scan), RESCAN_MS)
    signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  }

  private scan(node: Element | Document | ShadowRoot): void {
    if (node instanceof Element) this.visit(node)
    for (const element of node.querySelectorAll('*')) this.visit(element)
  }

  private visit(element: Element): void {
    const kind = kindOf(element)
    if (kind) this.finding.onPicture(element, kind)
    if (element.shadowRoot) this.enter(element.shadowRoot)
  }

  /** Collects until before the next frame is painted: pages that animate by script change attributes all the time. */
  private note(records: MutationRecord[]): void {
    for (const { type, target, addedNodes, removedNodes } of records) {
      if (type === 'attributes') this.changed.add(target as Element)
      for (const node of addedNodes) if (node instanceof Element) this.added.add(node)
      for (const node of removedNodes) {
        if (!(node instanceof Element)) continue
        this.finding.onRemoved(node)
        for (const element of node.querySelectorAll(DIRECT)) this.finding.onRemoved(element)
      }
    }
    this.frame ||= requestAnimationFrame(() => this.flush())
  }

  private flush(): void {
    this.frame = 0
    for (const element of this.added) this.scan(element)
    for (const element of this.changed) this.visit(element)
    this.added.clear()
    this.changed.clear()
  }

  private stop(): void {
    this.observer.disconnect()
    cancelAnimationFrame(this.frame)
  }
}
