import { decide, isSexual, percent } from '../../core/decide.ts'
import type { CheckResult, PictureReport } from '../protocol.ts'
import type { Settings } from '../settings.ts'
import { lostMark, unmark, unveil, veil } from './cover/veil.ts'
import { addressOf, type Kind } from './find.ts'
import type { Label } from './label.ts'

export type Check = (address: string, urgent: boolean, signal: AbortSignal) => Promise<CheckResult>

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
    if (this.state() !== 'checking' && lostMark(this.element, this.covered())) this.draw()
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
    if (settings.sexual && !this.settings.sexual && this.sexual() === null) this.result = null
    this.settings = settings
    this.measure()
    void this.request()
  }

  toggle(): void {
    this.revealed = !this.revealed
    this.draw()
  }

  private async request(urgent = false): Promise<void> {
    if (!this.near || this.small || this.result || this.controller || !this.address) return
    const controller = new AbortController()
    this.controller = controller
    const result = await this.check(this.address, urgent, controller.signal)
    if (controller.signal.aborted) return
    this.controller = null
    this.result = result
    this.draw()
  }

  private cancel(): void {
    this.controller?.abort()
    this.controller = null
  }

  private state(): PictureReport['state'] {
    if (this.small || !this.address) return 'fine'
    if (this.result === null) return 'checking'
    const state = this.judged(this.result)
    return this.revealed && state !== 'fine' ? 'revealed' : state
  }

  private judged(result: CheckResult): PictureReport['state'] {
    const other = this.settings.sexual && isSexual(this.sexual()) ? 'sexual' : null
    if (result.state === 'unknown') return other ?? 'unknown'
    const prediction = decide(result.verdict.probability, this.settings.threshold ?? result.threshold)
    return prediction === 'Offensive' ? 'offensive' : (other ?? 'fine')
  }

  /** P(sexual picture); null where it was not asked for. */
  private sexual(): number | null {
    return (this.result?.state === 'judged' ? this.result.verdict.sexual : this.result?.sexual) ?? null
  }

  private covered(): boolean {
    const state = this.state()
    if (this.settings.effect === 'badge') return false
    if (state === 'checking') return this.settings.coverFirst
    return state === 'offensive' || state === 'sexual' || (state === 'unknown' && this.settings.unknown === 'cover')
  }

  private draw(): void {
    const state = this.state()
    if (this.covered()) {
      // before a verdict the registered stylesheet covers all kinds but backgrounds, which no selector finds
      if (state === 'checking' && this.kind !== 'background') unmark(this.element)
      else veil(this.element, this.kind)
    } else {
      unveil(this.element)
    }
    if (state === 'fine' || state === 'checking') this.label.hide()
    else
      this.label.show(
        this.caption(state),
        this.covered(),
        this.settings.effect === 'badge' ? null : () => this.toggle(),
      )
  }

  private caption(state: PictureReport['state']): string {
    const words = [
      this.result?.state === 'judged' ? `${percent(this.result.verdict.probability)} offensive` : 'Not checked',
    ]
    if (this.settings.sexual && isSexual(this.sexual())) words.push(`${percent(this.sexual() ?? 0)} sexual`)
    return words.join(', ') + (state === 'unknown' ? `: ${this.reason()}` : '')
  }

  private reason(): string {
    return this.result?.state === 'unknown' ? this.result.reason : ''
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
    return {
      address: this.address.slice(0, 2000),
      kind: this.kind,
      state: this.state(),
      probability: verdict?.probability ?? null,
      sexual: this.sexual(),
      text: verdict?.text ?? '',
      ms: verdict ? Object.values(verdict.ms).reduce((a, b) => a + b, 0) : null,
      reason: this.reason() || null,
    }
  }
}
