/** Styles are set through the CSSOM, which no page's content security policy forbids. */
/** In the document rather than the viewport: so labels scroll with the page, without a frame's delay. */
const LAYER =
  'all: initial; position: absolute; left: 0; top: 0; width: 0; height: 0; z-index: 2147483647; pointer-events: none;'
const BUTTON =
  'all: initial; position: absolute; left: 0; top: 0; display: flex; align-items: center; justify-content: center; box-sizing: border-box; cursor: pointer; pointer-events: auto; overflow: hidden;'
const CHIP =
  'max-width: 95%; padding: 5px 10px; border-radius: 99px; background: #16181dee; color: #fff; font: 600 12px/1.3 system-ui, sans-serif; text-align: center; box-shadow: 0 1px 4px #0006;'
const FOCUS = 'outline: 3px solid #4c9ffe; outline-offset: -3px;'

/** The layer above the page that holds all labels, in a closed shadow root that the page can't look into. */
export class LabelLayer {
  private readonly host = document.createElement('div')
  private readonly root = this.host.attachShadow({ mode: 'closed' })
  private readonly shown = new Set<Label>()
  private frame = 0

  constructor(signal: AbortSignal) {
    this.host.style.cssText = LAYER
    signal.addEventListener('abort', () => this.close(), { once: true })
  }

  add(label: Label, node: HTMLElement): void {
    if (!this.host.isConnected) document.documentElement.append(this.host)
    this.root.append(node)
    this.shown.add(label)
    this.frame ||= requestAnimationFrame(this.follow)
  }

  remove(label: Label, node: HTMLElement): void {
    node.remove()
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

/** What is written over one picture: why it is covered, and a button over the whole of it that reveals it. */
export class Label {
  private readonly button = document.createElement('button')
  private readonly chip = document.createElement('span')
  private onToggle: (() => void) | null = null
  private covering = false
  private visible = false

  constructor(
    private readonly layer: LabelLayer,
    private readonly element: Element,
  ) {
    this.button.type = 'button'
    this.button.append(this.chip)
    this.chip.style.cssText = CHIP
    this.button.addEventListener('click', (event) => {
      event.preventDefault()
      event.stopPropagation()
      this.onToggle?.()
    })
    this.button.addEventListener('focus', () => this.style(true))
    this.button.addEventListener('blur', () => this.style(false))
  }

  /** Writes `caption` over the picture; `onToggle` shows or hides it, and is null where there is only a badge. */
  show(caption: string, covering: boolean, onToggle: (() => void) | null): void {
    this.onToggle = onToggle
    this.covering = covering
    this.button.disabled = onToggle === null
    const action = covering ? 'Show' : 'Hide'
    this.chip.textContent = onToggle ? `${caption} · ${action}` : caption
    this.button.ariaLabel = onToggle
      ? `${covering ? 'Covered picture' : 'Picture'}, ${caption}. ${action} it`
      : `Picture, ${caption}`
    this.style(false)
    if (!this.visible) this.layer.add(this, this.button)
    this.visible = true
  }

  hide(): void {
    if (this.visible) this.layer.remove(this, this.button)
    this.visible = false
  }

  private style(focused: boolean): void {
    const ring = focused && this.button.matches(':focus-visible') ? FOCUS : ''
    this.button.style.cssText = BUTTON + ring
    this.follow()
  }

  /** A cover's button lies over the whole picture, a revealed picture's in its corner. */
  follow(): void {
    const { x, y, width, height } = this.element.getBoundingClientRect()
    const origin = this.layer.origin()
    const { style } = this.button
    style.display = width > 0 && height > 0 && this.element.isConnected ? 'flex' : 'none'
    style.transform = `translate(${Math.round(x - origin.x)}px, ${Math.round(y - origin.y)}px)`
    style.width = this.covering ? `${width}px` : 'auto'
    style.height = this.covering ? `${height}px` : 'auto'
  }
}
