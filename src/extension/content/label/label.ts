import { say } from '../../../runtime/browser/say.ts'
import { drawText } from './draw-text.ts'
import { padding } from './finger.ts'
import { createHtml } from './layer.ts'
import { LEAST_HEIGHT, MARGIN, type Place, type Size } from './place.ts'
import type { Reasons } from './reasons.ts'
import { style } from './style.ts'

const CHIP = {
  all: 'initial',
  // which "all" leaves as the page has them
  'unicode-bidi': 'isolate',
  position: 'absolute',
  left: '0',
  top: '0',
  display: 'block',
  'box-sizing': 'border-box',
  width: 'max-content',
  'border-radius': '14px',
  overflow: 'hidden',
  'overflow-wrap': 'anywhere',
  background: '#16181dee',
  color: '#fff',
  font: '600 12px/1.3 system-ui, sans-serif',
  'text-align': 'center',
  // on dark pages its edge, in forced colours the only one
  border: '1px solid #ffffff59',
  'box-shadow': '0 1px 4px #0006',
  'pointer-events': 'none',
  'forced-color-adjust': 'auto',
}
const MOST_WIDTH = 260
const PADDING = '5px 10px'
const LOW_PADDING = '0 10px'
/** What texts want in a width, measured once: many labels of a page say the same. */
const sizes = new Map<string, Size>()
const MOST_SIZES = 500
const FOCUSED = { outline: '3px solid #4c9ffe', 'outline-offset': '-3px' }
const UNFOCUSED = { outline: 'none' }

/** Where labels are put. */
export interface LabelHolder {
  add(label: Label): void
  remove(label: Label): void
  /** What follows the labels; null where nothing does. */
  follower: LabelFollower | null
}

/** Told what becomes of labels. */
export interface LabelFollower {
  /** This one has the keyboard's focus; null where none has it any more. */
  onFocus(label: Label | null): void
  /** It says something else now, or is gone. */
  onChange(label: Label): void
}

/** What a label does. */
export interface Actions {
  /** Shows or hides the picture; null where there is only a badge. */
  toggle: (() => void) | null
  /** The cover hides what the page paints over its picture. */
  flatten?(): void
  /** What is told where somebody asks why. */
  reasons?: Reasons
}

/** How a label's picture is shown. */
export interface Shown {
  caption: string
  /** Whether the picture is covered now; else a click hides it again. */
  covering: boolean
  /** Whether the whole element is covered, so that a click anywhere on it reveals; else a click on the label alone. */
  whole: boolean
}

/**
 * What is written over one picture: why it is covered, and a button that reveals it. It is reached by keyboard as a
 * button, and by pointer through `clicks.ts`.
 */
export class Label {
  readonly node = createHtml('button')
  private actions: Actions = { toggle: null }
  private current: Shown | null = null
  private text = ''
  private most = MOST_WIDTH
  private placed = ''

  constructor(
    private readonly labels: LabelHolder,
    /** The element that stands for the picture on the page. */
    readonly anchor: Element,
  ) {
    const { node } = this
    node.type = 'button'
    style(node, { ...CHIP, direction: say.direction })
    node.lang = say.locale
    node.addEventListener('click', (event) => {
      event.stopPropagation()
      this.toggle()
    })
    node.addEventListener('focus', () => {
      if (!node.matches(':focus-visible')) return
      style(node, FOCUSED)
      labels.follower?.onFocus(this)
    })
    node.addEventListener('blur', () => {
      style(node, UNFOCUSED)
      labels.follower?.onFocus(null)
    })
  }

  /** Writes over the picture. */
  show(shown: Shown, actions: Actions): void {
    const { caption, covering } = shown
    this.current = shown
    this.actions = actions
    const { action, node } = this
    const text = action ? `${caption} · ${say(action)}` : caption
    if (this.text !== text) {
      this.text = text
      drawText(node, text)
      this.labels.follower?.onChange(this)
    }
    node.disabled = action === null && !actions.reasons
    node.ariaHasPopup = actions.reasons ? 'dialog' : null
    node.ariaLabel = say(action ? (covering ? 'labelCovered' : 'labelShown') : 'labelBadge', {
      caption: { said: caption },
    })
    this.labels.add(this)
  }

  /** What a click does; null where there is only a badge. */
  get action(): 'show' | 'hide' | null {
    if (!this.actions.toggle) return null
    return this.current?.covering ? 'show' : 'hide'
  }

  get reasons(): Reasons | null {
    return this.actions.reasons ?? null
  }

  hide(): void {
    if (!this.current) return
    this.current = null
    this.labels.follower?.onChange(this)
    this.labels.remove(this)
  }

  toggle(): void {
    this.actions.toggle?.()
  }

  flatten(): void {
    this.actions.flatten?.()
  }

  /** Whether its picture could lie flat instead. */
  get isLifted(): boolean {
    return this.isCovering && this.actions.flatten !== undefined
  }

  /** Whether its size in this width is known; else it has to be unfolded in its layer, to be measured. */
  fits(width: number): boolean {
    this.most = Math.min(MOST_WIDTH, width)
    return sizes.has(this.sizeKey)
  }

  /** Lets its text be as high as it wants; its size is to be asked for after all labels were let. */
  unfold(): void {
    this.placed = ''
    const most = `${this.most}px`
    style(this.node, {
      display: 'block',
      visibility: 'hidden',
      padding: padding(PADDING),
      'max-width': most,
      'max-height': 'none',
    })
  }

  /** What its text wants in the width that it may have. */
  get size(): Size {
    const known = sizes.get(this.sizeKey)
    if (known) return known
    const size = { width: this.node.offsetWidth, height: this.node.offsetHeight }
    if (sizes.size === MOST_SIZES) sizes.clear()
    if (size.width > 0) sizes.set(this.sizeKey, size)
    return size
  }

  private get sizeKey(): string {
    return `${this.most} ${this.text}`
  }

  /** Puts it there in its layer, no larger than `room`; null puts it out of sight, and of the way of the keyboard. */
  place(place: Place | null): void {
    const placed = place ? `${place.x} ${place.y} ${place.room.width} ${place.room.height}` : 'none'
    if (placed === this.placed) return
    this.placed = placed
    style(this.node, place ? placedAt(place) : { display: 'none' })
  }

  get isPlaced(): boolean {
    return this.hasPlace && this.node.isConnected
  }

  /** The page removed it. */
  get isLost(): boolean {
    return this.hasPlace && !this.node.isConnected
  }

  private get hasPlace(): boolean {
    return this.placed !== '' && this.placed !== 'none'
  }

  get isCovering(): boolean {
    return this.actions.toggle !== null && this.current?.covering === true
  }

  get isWhole(): boolean {
    return this.current?.whole === true
  }
}

function placedAt({ x, y, room }: Place): Record<string, string> {
  return {
    display: 'block',
    visibility: 'visible',
    // where a picture is low, its one line is what counts
    padding: room.height < LEAST_HEIGHT - 2 * MARGIN ? LOW_PADDING : padding(PADDING),
    'max-width': `${Math.min(MOST_WIDTH, room.width)}px`,
    'max-height': `${room.height}px`,
    transform: `translate(${x}px, ${y}px)`,
  }
}
