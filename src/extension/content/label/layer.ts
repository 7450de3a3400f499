/** Styles are set through the CSSOM, which no page's content security policy forbids. */
const STYLE: Partial<CSSStyleDeclaration> = {
  all: 'initial',
  // in the document rather than the viewport: so labels scroll with the page, without a frame's delay
  position: 'absolute',
  left: '0',
  top: '0',
  width: '0',
  height: '0',
  zIndex: '2147483647',
  pointerEvents: 'none',
}

/** What the layer holds: a node that follows a picture. */
export interface Follower {
  readonly node: HTMLElement
  /** Places the node again. */
  follow(): void
}

/** The layer above the page that holds all labels, in a closed shadow root that the page can't look into. */
export class LabelLayer {
  private readonly host = document.createElement('div')
  private readonly root = this.host.attachShadow({ mode: 'closed' })
  private readonly shown = new Set<Follower>()
  private frame = 0

  constructor(signal: AbortSignal) {
    Object.assign(this.host.style, STYLE)
    signal.addEventListener('abort', () => this.close(), { once: true })
  }

  add(label: Follower): void {
    if (!this.host.isConnected) document.documentElement.append(this.host)
    this.root.append(label.node)
    this.shown.add(label)
    this.frame ||= requestAnimationFrame(this.follow)
  }

  remove(label: Follower): void {
    label.node.remove()
    this.shown.delete(label)
  }

  /** Where the layer's corner is now; labels are placed from there. */
  origin(): DOMRect {
    return this.host.getBoundingClientRect()
  }

  /** Labels follow zoom, transforms and inner scrolling; while none is shown no frame is asked for. */
  private readonly follow = () => {
    for (const label of this.shown) label.follow()
    this.frame = this.shown.size > 0 ? requestAnimationFrame(this.follow) : 0
  }

  private close(): void {
    cancelAnimationFrame(this.frame)
    this.shown.clear()
    this.host.remove()
  }
}
