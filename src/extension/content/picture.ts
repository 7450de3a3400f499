import { totalMs } from '../../core/decide.ts'
import type { CheckResult } from '../check-result.ts'
import type { PictureReport } from '../protocol.ts'
import type { Settings } from '../settings.ts'
import { type Appearance, appearance, sexualOf } from './appearance.ts'
import { lostMark, unmark, unveil, veil } from './cover/veil.ts'
import { addressOf, type Kind } from './find/kinds.ts'
import type { Label } from './label/label.ts'

export type Check = (element: Element, address: string, urgent: boolean, signal: AbortSignal) => Promise<CheckResult>

/** One element that shows a picture: its address, what is known of it, and how it is covered. */
export class Picture {
  private address: string | null = null
  private result: CheckResult | null = null
  private revealed = false
  private controller: AbortController | null = null
  private small = true
  private near = false

  constructor(
    readonly element: Element,
    readonly kind: Kind,
    private settings: Settings,
    private readonly check: Check,
    private readonly label: Label,
  ) {
    this.refresh()
  }

  /** Looks at the element again: another address is another picture. */
  refresh(): void {
    const address = addressOf(this.element, this.kind)
    if (address !== this.address) {
      this.cancel()
      this.address = address
      this.result = null
      this.revealed = false
      this.measure()
      this.request()
    } else if (this.small) {
      this.measure()
    }
    const { state, covered } = this.appearance()
    if (state !== 'checking' && lostMark(this.element, covered)) this.draw()
  }

  /** What is too small is left alone; it is looked at again when it grows. */
  measure(): void {
    const { width, height } = this.element.getBoundingClientRect()
    const small = Math.min(width, height) < this.settings.minimumSize
    if (small !== this.small || this.address === null) {
      this.small = small
      void this.request()
    }
    this.draw()
  }

  /** Nearness to the viewport: far pictures wait, and leave the queue when they scroll away. */
  approach(near: boolean, urgent: boolean): void {
    this.near = near
    if (near) this.request(urgent)
    else if (this.result === null) this.cancel()
  }

  apply(settings: Settings): void {
    // a verdict from before says nothing of what is asked for now
    if (settings.sexual && !this.settings.sexual && sexualOf(this.result) === null) this.result = null
    this.settings = settings
    this.measure()
    void this.request()
  }

  /** The extension may ask more hosts than before: what had failed for that is asked for again. */
  accessAdded(): void {
    if (this.result?.state !== 'unknown' || this.result.kind !== 'no-access') return
    this.result = null
    void this.request()
    this.draw()
  }

  toggle(): void {
    this.revealed = !this.revealed
    this.draw()
  }

  private async request(urgent = false): Promise<void> {
    if (!this.near || this.small || this.result || this.controller || !this.address) return
    const controller = new AbortController()
    this.controller = controller
    const result = await this.check(this.element, this.address, urgent, controller.signal)
    if (controller.signal.aborted) return
    this.controller = null
    this.result = result
    this.draw()
  }

  private cancel(): void {
    this.controller?.abort()
    this.controller = null
  }

  private appearance(): Appearance {
    const eligible = !this.small && Boolean(this.address)
    return appearance(this.settings, this.result, { eligible, revealed: this.revealed })
  }

  private draw(): void {
    const { state, covered, caption } = this.appearance()
    if (!covered) unveil(this.element)
    // before a verdict the registered stylesheet covers all kinds but backgrounds, which no selector finds
    else if (state === 'checking' && this.kind !== 'background') unmark(this.element)
    else veil(this.element, this.kind)
    if (caption === null) this.label.hide()
    else this.label.show(caption, covered, this.settings.effect === 'badge' ? null : () => this.toggle())
  }

  /** Gives the element back to the page, without any cover. */
  release(): void {
    this.cancel()
    this.label.hide()
    unveil(this.element)
  }

  report(): PictureReport | null {
    if (this.small || !this.address) return null
    const verdict = this.result?.state === 'judged' ? this.result.verdict : null
    const unknown = this.result?.state === 'unknown' ? this.result : null
    return {
      address: this.address.slice(0, 2000),
      kind: this.kind,
      state: this.appearance().state,
      probability: verdict?.probability ?? null,
      sexual: sexualOf(this.result),
      text: verdict?.text ?? '',
      ms: verdict && totalMs(verdict.ms),
      reason: unknown?.reason ?? null,
      unknown: unknown?.kind ?? null,
      host: unknown?.host ?? null,
    }
  }
}
