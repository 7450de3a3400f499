import { ownHost } from '../find/shadow.ts'
import { style } from './style.ts'
import { parentOf } from './visible.ts'

/**
 * In the document rather than the viewport: so labels scroll with the page, without a frame's delay. Nothing of a layer
 * takes the pointer: a click goes to what the page shows, and `clicks.ts` looks whether that is a veiled picture.
 */
const LAYER = {
  all: 'initial',
  display: 'block',
  position: 'absolute',
  left: '0',
  top: '0',
  // by which its scale is told
  width: '100px',
  height: '0',
  'z-index': '2147483647',
  'pointer-events': 'none',
}

const XHTML = 'http://www.w3.org/1999/xhtml'
const SVG = 'http://www.w3.org/2000/svg'

/** An element of HTML in documents of every kind. */
export function createHtml<K extends keyof HTMLElementTagNameMap>(name: K): HTMLElementTagNameMap[K] {
  return document.createElementNS(XHTML, name) as HTMLElementTagNameMap[K]
}

/** Where a layer's corner is, from which labels are placed, and how much the page enlarges it. */
export interface Origin {
  x: number
  y: number
  scale: number
}

/** Takes away the layers of an instance that ran here before an update of the extension: their labels do nothing. */
export function removeLeftLayers(): void {
  const own = createHtml('div')
  style(own, LAYER)
  const left = [...document.querySelectorAll('div[style]')].filter(
    (host) => host.getAttribute('style') === own.getAttribute('style') && host.childNodes.length === 0,
  )
  for (const host of left) host.remove()
}

/** Holds labels above one part of the page, in a closed shadow root that the page can't look into. */
export class LabelLayer {
  private readonly host = createHtml('div')
  private readonly root = this.host.attachShadow({ mode: 'closed' })
  /** What is put into the container: the host, in an SVG document wrapped in what shows HTML there. */
  private readonly outer: Element
  private readonly container: Element
  /** Above a picture that is itself in the top layer nothing is seen but what came there after it. */
  private readonly isOnTop: boolean

  /** `around` is what `containerFor` gives. */
  constructor(around: Element) {
    ownHost(this.host)
    style(this.host, LAYER)
    this.isOnTop = !canHold(around)
    const container = this.isOnTop ? document.documentElement : around
    this.container = container
    if (this.isOnTop) this.host.popover = 'manual'
    this.outer = container.namespaceURI === SVG ? wrappedForSvg(this.host) : this.host
  }

  add(node: HTMLElement): void {
    this.attach()
    if (node.parentNode !== this.root) this.root.append(node)
    if (this.isOnTop && !this.host.matches(':popover-open')) this.host.showPopover()
  }

  origin(): Origin {
    this.attach()
    const { x, y, width } = this.host.getBoundingClientRect()
    return { x, y, scale: width / 100 || 1 }
  }

  /** A page that removes what it doesn't know, or replaces its whole content, gets the layer back. */
  private attach(): void {
    if (this.outer.parentNode !== this.container && this.container.isConnected) this.container.append(this.outer)
  }

  /** Whether a pointer's event, heard outside of the shadow root, happened in it. */
  isTargetOf(event: Event): boolean {
    return event.composedPath().includes(this.host)
  }

  get focused(): Element | null {
    return this.root.activeElement
  }

  close(): void {
    this.outer.remove()
  }
}

function wrappedForSvg(host: HTMLElement): Element {
  const wrapper = document.createElementNS(SVG, 'foreignObject')
  for (const [name, value] of [
    ['width', '100%'],
    ['height', '100%'],
    ['pointer-events', 'none'],
  ])
    wrapper.setAttribute(name, value)
  wrapper.append(host)
  return wrapper
}

/** What a label must be above: a modal dialog, popover or fullscreen element around its picture, or it, or the root. */
export function containerFor(element: Element): Element {
  for (let up: Element | null = element; up; up = parentOf(up)) {
    if (up.matches(':modal, :popover-open, :fullscreen')) return up
  }
  return document.documentElement
}

function canHold(element: Element): boolean {
  if (element === document.documentElement) return true
  return element instanceof HTMLElement && !element.matches('img, video, canvas, iframe, object, embed, input')
}
