import { say } from '../../../runtime/browser/say.ts'
import type { CheckResult } from '../../check-result.ts'
import { flags } from '../../correct.ts'
import { drawText } from './draw-text.ts'
import { padding } from './finger.ts'
import type { Label } from './label.ts'
import { createHtml, type LabelLayer } from './layer.ts'
import { answerOf, contentOf } from './panel-content.ts'
import type { Reasons } from './reasons.ts'
import { style } from './style.ts'
import { isIn, type Point } from './visible.ts'

const WIDTH = 340
const MARGIN = 8
/** Between a label and its panel; a pointer may cross it. */
const GAP = 6

const PANEL = {
  all: 'initial',
  'unicode-bidi': 'isolate',
  position: 'fixed',
  inset: 'auto',
  display: 'block',
  'box-sizing': 'border-box',
  width: `min(${WIDTH}px, calc(100vw - ${2 * MARGIN}px))`,
  'max-height': `min(420px, calc(100vh - ${2 * MARGIN}px))`,
  overflow: 'auto',
  'overscroll-behavior': 'contain',
  margin: '0',
  padding: '12px',
  'border-radius': '10px',
  border: '1px solid #ffffff59',
  background: '#16181d',
  color: '#fff',
  font: '400 13px/1.45 system-ui, sans-serif',
  'text-align': 'start',
  'box-shadow': '0 4px 24px #000a',
  'pointer-events': 'auto',
  'forced-color-adjust': 'auto',
}
const BUTTONS = { all: 'initial', display: 'flex', 'flex-wrap': 'wrap', gap: '6px' }
const PADDING = '5px 10px'
const BUTTON = {
  all: 'initial',
  'border-radius': '8px',
  border: '1px solid #ffffff59',
  background: '#2a2e37',
  color: '#fff',
  font: '600 13px/1.3 system-ui, sans-serif',
  cursor: 'pointer',
}
const FOCUSED = { outline: '3px solid #4c9ffe', 'outline-offset': '1px' }
const UNFOCUSED = { outline: 'none' }

/**
 * Why a picture is covered, beside its label. It is open until it is closed, and in a layer of its own: what is said in
 * it may take its label away.
 */
export class Panel {
  private readonly node = createHtml('div')
  private readonly content = createHtml('div')
  private readonly row = createHtml('div')
  private readonly buttons = new Map<HTMLButtonElement, () => void>()
  private readonly ended = new AbortController()
  /** The user said something here, which may be taken back here. */
  isAnswering = false

  constructor(
    readonly label: Label,
    private readonly layer: LabelLayer,
    reasons: Reasons,
    private readonly onClose: () => void,
  ) {
    const { node, content } = this
    style(node, { ...PANEL, direction: say.direction })
    node.lang = say.locale
    style(content, { all: 'initial', display: 'block', font: 'inherit', color: 'inherit' })
    node.popover = 'manual'
    node.role = 'dialog'
    node.ariaLabel = say('whyTitle')
    node.tabIndex = -1
    content.ariaLive = 'polite'
    style(this.row, BUTTONS)
    this.fillRow(this.buttonsFor(reasons))
    node.append(content, this.row)
    layer.add(node)
    node.showPopover()
    const isJudged = reasons.result.state === 'judged'
    this.tell(reasons.result, reasons, isJudged)
    if (isJudged) void this.explain(reasons)
  }

  /** Whether an event is meant for it. */
  holds(event: Event, point: Point): boolean {
    return this.layer.isTargetOf(event) && isIn(point, this.node.getBoundingClientRect())
  }

  /** Whether a pointer there is on it, on its label, or on the way between them. */
  isNear({ x, y }: Point): boolean {
    return [this.node, this.label.node].some((node) => {
      const { left, top, width, height } = node.getBoundingClientRect()
      return isIn({ x, y }, new DOMRect(left - GAP, top - GAP, width + 2 * GAP, height + 2 * GAP))
    })
  }

  get hasFocus(): boolean {
    return this.layer.focused !== null && this.node.contains(this.layer.focused)
  }

  /** Does what the button there is for. */
  press(point: Point): void {
    const found = [...this.buttons].find(([button]) => isIn(point, button.getBoundingClientRect()))
    found?.[1]()
  }

  /** Does what the button with the keyboard's focus is for. */
  pressFocused(): void {
    this.buttons.get(this.layer.focused as HTMLButtonElement)?.()
  }

  close(): void {
    if (this.ended.signal.aborted) return
    const hadFocus = this.hasFocus
    this.ended.abort()
    this.layer.close()
    this.onClose()
    if (hadFocus) this.label.node.focus()
  }

  private async explain(reasons: Reasons): Promise<void> {
    const explained = await reasons.explain(this.ended.signal)
    if (this.ended.signal.aborted || this.isAnswering) return
    // what could not be judged again leaves what is known
    this.tell(explained.state === 'judged' ? explained : reasons.result, reasons, false)
  }

  private tell(result: CheckResult, reasons: Reasons, waits: boolean): void {
    this.content.replaceChildren(...contentOf(result, reasons, waits))
    this.place()
  }

  /** Below its label, else above it, and always whole in the viewport. */
  private place(): void {
    const label = this.label.node.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = this.node
    const { innerWidth, innerHeight } = window
    const below = label.bottom + GAP
    const top = below + height + MARGIN <= innerHeight ? below : label.top - GAP - height
    const left = say.direction === 'rtl' ? label.right - width : label.left
    style(this.node, {
      left: `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`,
      top: `${Math.max(MARGIN, Math.min(top, innerHeight - height - MARGIN))}px`,
    })
  }

  private fillRow(buttons: HTMLElement[]): void {
    this.row.replaceChildren(...buttons)
  }

  private buttonsFor(reasons: Reasons): HTMLElement[] {
    const { label } = this
    const show = label.action ? [this.button(say(label.action), () => label.toggle())] : []
    const leave = this.button(say('alwaysShow'), () => reasons.leaveSite())
    return [...show, leave, ...this.wrong(reasons)]
  }

  /** What says that a verdict is wrong or, where the user has said so, takes that back. */
  private wrong({ result, sensitivity, correct, takeBack }: Reasons): HTMLElement[] {
    if (takeBack) return [this.button(say('undoCorrection'), () => void takeBack())]
    if (!correct || result.state !== 'judged') return []
    const offensive = !flags(result.verdict, sensitivity)
    const title = say(offensive ? 'wrongOffensive' : 'wrongFine')
    return [this.button(title, () => void this.correct(offensive, () => correct(offensive)), true)]
  }

  private async correct(offensive: boolean, keep: () => Promise<() => Promise<void>>): Promise<void> {
    const hadFocus = this.hasFocus
    this.isAnswering = true
    this.buttons.clear()
    try {
      const takeBack = await keep()
      this.content.replaceChildren(...answerOf(say(offensive ? 'keptOffensive' : 'keptFine'), say('keptHint')))
      this.fillRow([this.button(say('undoCorrection'), () => void takeBack()), this.button(say('close'), () => {})])
    } catch {
      this.content.replaceChildren(...answerOf(say('notKept')))
      this.fillRow([this.button(say('close'), () => {})])
    }
    if (hadFocus) (this.row.firstElementChild as HTMLElement | null)?.focus()
  }

  /** It closes the panel, unless it `stays`. */
  private button(text: string, act: () => void, stays = false): HTMLElement {
    const node = createHtml('button')
    node.type = 'button'
    drawText(node, text)
    style(node, { ...BUTTON, padding: padding(PADDING) })
    const press = () => {
      act()
      if (!stays) this.close()
    }
    this.buttons.set(node, press)
    // as assistive technology presses it; pointers and keys come by `clicks.ts`
    node.addEventListener('click', (event) => {
      event.stopPropagation()
      press()
    })
    node.addEventListener('focus', () => node.matches(':focus-visible') && style(node, FOCUSED))
    node.addEventListener('blur', () => style(node, UNFOCUSED))
    return node
  }
}
