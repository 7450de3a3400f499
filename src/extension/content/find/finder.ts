import { MARK } from '../cover/stylesheet.ts'
import { type Canvases, createCanvases } from './canvases.ts'
import { guarded } from './guarded.ts'
import { DIRECT, type Source, sourcesOf } from './kinds.ts'
import { shadowOf } from './shadow.ts'
import { createSlices } from './slices.ts'
import { createViewLooks, type ViewLooks } from './view-looks.ts'
import { watchStyles } from './watch-styles.ts'

const ADDRESSES = new Set(['src', 'srcset', 'poster', 'href', 'data'])
/** Attributes by which an element itself may show another picture; by any other a rule may bring one elsewhere. */
const OWN = new Set([...ADDRESSES, 'type', 'class'])
/** A change of style on an element with more below it than this is followed at most once in a while. */
const LARGE = 2000
const PAUSE_MS = 1000
/** So long a second elements are asked for shadow roots. */
const SWEEP_MS = 0.25

export interface Finding {
  /** An element shows pictures, or one that is known may show others now, or none. */
  onPicture(element: Element, sources: Source[]): void
  /** Whether an element is known as one that shows pictures. */
  isKnown(element: Element): boolean
  /** Whether an element is known and has loaded what it was said to show. */
  isSame(element: Element): boolean
  /** An element was looked at that shows no picture. */
  onOther(element: Element): void
  /** An element that is known has loaded what it shows. */
  onLoad(element: Element): void
  /** Somebody wrote a mark, or took one away. */
  onMark(element: Element): void
  /** Part of the page is gone, or has moved. */
  onRemoved(): void
  /** Class or style of these may have made pictures below them larger. */
  onRestyled(elements: Element[]): void
  onShadowRoot(root: ShadowRoot): void
}

/**
 * Finds pictures in a document until `signal` aborts: in shadow roots, open and closed, and in whatever is added or
 * changed later, too.
 */
export function findPictures(document: Document, finding: Finding, signal: AbortSignal): void {
  const search = new Search(finding, signal)
  search.enter(document)
  const rescan = () => search.scan(document)
  watchStyles(document, { onStyles: rescan, onHover: (element) => search.lookAround(element) }, signal)
  document.addEventListener('DOMContentLoaded', rescan, { once: true, signal })
  window.addEventListener('load', rescan, { once: true, signal })
  search.sweepForShadows(document)
}

/** Whether a style attribute may bring a picture; pages animate others by it at every frame. */
function mayShow(element: Element): boolean {
  return /url|image|background|content|var\(/.test(element.getAttribute('style') ?? '')
}

/** Elements below a root, itself first. */
function* within(root: Node): Generator<Element> {
  if (root instanceof Element) yield root
  yield* (root as Element | Document | ShadowRoot).querySelectorAll('*')
}

const sizeOf = (element: Element) => element.getElementsByTagName('*').length

class Search {
  private readonly roots = new WeakSet<Document | ShadowRoot>()
  private readonly changed = new Set<Element>()
  private readonly styled = new Set<Element>()
  private readonly marked = new Set<Element>()
  private readonly added = new Set<Element>()
  private readonly loaded = new Set<Element>()
  /** Custom elements without a shadow root. */
  private readonly hosts = new Set<Element>()
  private readonly restyled = new WeakMap<Element, number>()
  private readonly observer = new MutationObserver((records) => this.note(records))
  private readonly slices = createSlices((element) => this.visit(element))
  private readonly tryVisit = guarded((element: Element) => this.visit(element))
  private readonly canvases: Canvases
  private readonly looks: ViewLooks
  private frame = 0

  constructor(
    private readonly finding: Finding,
    private readonly signal: AbortSignal,
  ) {
    this.canvases = createCanvases((canvas) => this.visit(canvas), signal)
    this.looks = createViewLooks(document, (elements) => this.slices.add(elements), signal)
    signal.addEventListener('abort', () => this.stop(), { once: true })
  }

  /** Looks through a root and goes on watching it. */
  enter(root: Document | ShadowRoot): void {
    if (this.roots.has(root)) return
    this.roots.add(root)
    if (root instanceof ShadowRoot) this.finding.onShadowRoot(root)
    this.observer.observe(root, { subtree: true, childList: true, attributes: true })
    // srcset, <picture> and lazy loading settle on an address when the picture loads
    const onLoad = ({ target }: Event) => {
      if (target instanceof Element) this.loaded.add(target)
      this.flushSoon()
    }
    for (const type of ['load', 'error']) root.addEventListener(type, onLoad, { capture: true, signal: this.signal })
    this.scan(root)
  }

  scan(root: Node): void {
    if (!this.signal.aborted) this.slices.add(within(root))
  }

  /** What a pointer over an element may bring: the style of those around it. */
  lookAround(element: Element): void {
    for (let up: Element | null = element; up; up = up.parentElement) this.tryVisit(up)
    if (sizeOf(element) < LARGE) this.scan(element)
  }

  /** `attachShadow` leaves no mutation: custom elements are asked each second, of all others a few. */
  sweepForShadows(document: Document): void {
    const elements = document.getElementsByTagName('*')
    let next = 0
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return
      for (const element of this.hosts)
        if (!element.isConnected || this.enterShadow(element)) this.hosts.delete(element)
      const end = performance.now() + SWEEP_MS
      for (let i = 0; i < Math.min(LARGE, elements.length) && performance.now() < end; i++) {
        next = next + 1 < elements.length ? next + 1 : 0
        this.enterShadow(elements[next])
      }
    }, PAUSE_MS)
    this.signal.addEventListener('abort', () => clearInterval(timer), { once: true })
  }

  /** Whether the element has a shadow root. */
  private enterShadow(element: Element): boolean {
    const shadow = shadowOf(element)
    if (shadow) this.enter(shadow)
    return shadow !== null
  }

  private visit(element: Element): void {
    if (element instanceof HTMLCanvasElement) this.canvases.watch(element)
    const sources = sourcesOf(element)
    if (sources.length > 0 || this.finding.isKnown(element)) this.finding.onPicture(element, sources)
    else this.finding.onOther(element)
    // defined late, it gets its shadow root late
    if (!this.enterShadow(element) && element.localName.includes('-')) this.hosts.add(element)
  }

  /** Collects until before the next frame is painted: pages that animate by script change attributes all the time. */
  private note(records: MutationRecord[]): void {
    let removed = false
    for (const { type, target, attributeName, addedNodes, removedNodes } of records) {
      if (type === 'attributes') this.noteAttribute(target as Element, attributeName ?? '')
      for (const node of addedNodes) if (node instanceof Element) this.added.add(node)
      removed ||= removedNodes.length > 0
    }
    if (removed) {
      this.looks.soon()
      this.finding.onRemoved()
    }
    this.flushSoon()
  }

  private noteAttribute(element: Element, name: string): void {
    if (name === MARK) this.marked.add(element)
    else if (name === 'style') this.styled.add(element)
    else if (OWN.has(name)) this.changed.add(element)
    // a picture that was loaded before is shown in the very next frame
    if (ADDRESSES.has(name) && this.finding.isKnown(element)) this.tryVisit(element)
    if (name !== MARK && name !== 'style' && element instanceof HTMLElement) this.looks.soon()
  }

  private flushSoon(): void {
    this.frame ||= requestAnimationFrame(() => this.flush())
  }

  private flush(): void {
    this.frame = 0
    const sets = [this.added, this.changed, this.styled, this.loaded, this.marked]
    const [added, changed, styled, loaded, marked] = sets.map((set) => [...set])
    for (const set of sets) set.clear()
    const each = (elements: Element[], work: (element: Element) => void) => elements.forEach(guarded(work))
    each(marked, (element) => this.finding.onMark(element))
    each(changed, (element) => this.visit(element))
    each(loaded, (element) => {
      if (!this.finding.isSame(element)) this.visit(element)
      this.finding.onLoad(element)
    })
    each(styled, (element) => {
      if (this.finding.isKnown(element) || mayShow(element)) this.visit(element)
    })
    for (const element of added) this.scan(element)
    each(changed, (element) => this.followStyle(element))
    each(styled, (element) => {
      if (element.getAttribute('style')?.includes('--')) this.followStyle(element)
    })
    this.finding.onRestyled([...changed, ...styled])
  }

  /** A class or style may bring backgrounds to everything below. */
  private followStyle(element: Element): void {
    if (element.matches(DIRECT) || element.childElementCount === 0) return
    const large = sizeOf(element) > LARGE
    const last = this.restyled.get(element) ?? 0
    if (large && performance.now() - last < PAUSE_MS) return
    this.restyled.set(element, performance.now())
    this.scan(element)
  }

  private stop(): void {
    this.observer.disconnect()
    this.slices.stop()
    cancelAnimationFrame(this.frame)
  }
}
