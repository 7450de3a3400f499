import type { Follower, LabelLayer } from './layer.ts'

const BUTTON: Partial<CSSStyleDeclaration> = {
  all: 'initial',
  position: 'absolute',
  left: '0',
  top: '0',
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'center',
  boxSizing: 'border-box',
  cursor: 'pointer',
  pointerEvents: 'auto',
  overflow: 'hidden',
}
const CHIP: Partial<CSSStyleDeclaration> = {
  maxWidth: '95%',
  padding: '5px 10px',
  borderRadius: '99px',
  background: '#16181dee',
  color: '#fff',
  font: '600 12px/1.3 system-ui, sans-serif',
  textAlign: 'center',
  boxShadow: '0 1px 4px #0006',
}
const FOCUSED: Partial<CSSStyleDeclaration> = { outline: '3px solid #4c9ffe', outlineOffset: '-3px' }
const UNFOCUSED: Partial<CSSStyleDeclaration> = { outline: 'none' }

/** What is written over one picture: why it is covered, and a button over the whole of it that reveals it. */
export class Label implements Follower {
  readonly node = document.createElement('button')
  private readonly chip = document.createElement('span')
  private onToggle: (() => void) | null = null
  private covering = false
  private visible = false

  constructor(
    private readonly layer: LabelLayer,
    private readonly element: Element,
  ) {
    const { node, chip } = this
    node.type = 'button'
    node.append(chip)
    Object.assign(node.style, BUTTON)
    Object.assign(chip.style, CHIP)
    node.addEventListener('click', (event) => {
      event.preventDefault()
      event.stopPropagation()
      this.onToggle?.()
    })
    node.addEventListener('focus', () =>
      Object.assign(node.style, node.matches(':focus-visible') ? FOCUSED : UNFOCUSED),
    )
    node.addEventListener('blur', () => Object.assign(node.style, UNFOCUSED))
  }

  /** Writes `caption` over the picture; `onToggle` shows or hides it, and is null where there is only a badge. */
  show(caption: string, covering: boolean, onToggle: (() => void) | null): void {
    this.onToggle = onToggle
    this.covering = covering
    this.node.disabled = onToggle === null
    const action = covering ? 'Show' : 'Hide'
    this.chip.textContent = onToggle ? `${caption} · ${action}` : caption
    const name = onToggle
      ? `${covering ? 'Covered picture' : 'Picture'}, ${caption}. ${action} it`
      : `Picture, ${caption}`
    this.node.ariaLabel = name
    this.follow()
    if (!this.visible) this.layer.add(this)
    this.visible = true
  }

  hide(): void {
    if (this.visible) this.layer.remove(this)
    this.visible = false
  }

  /** A cover's button lies over the whole picture, a revealed picture's in its corner. */
  follow(): void {
    const { x, y, width, height } = this.element.getBoundingClientRect()
    const origin = this.layer.origin()
    const { style } = this.node
    style.display = width > 0 && height > 0 && this.element.isConnected ? 'flex' : 'none'
    style.transform = `translate(${Math.round(x - origin.x)}px, ${Math.round(y - origin.y)}px)`
    style.width = this.covering ? `${width}px` : 'auto'
    style.height = this.covering ? `${height}px` : 'auto'
  }
}
