import type { CheckResult } from '../check-result.ts'
import { Urgency } from '../urgency.ts'

/** Asks about the picture at an address; once aborted nobody waits. */
type Ask = (address: string, urgency: Urgency, signal: AbortSignal) => Promise<CheckResult>

/** What is known of an element's pictures by their addresses, and what is asked about them. */
export class Verdicts {
  private readonly results = new Map<string, CheckResult>()
  /** Addresses whose result is of a head that is replaced. */
  private readonly outdated = new Set<string>()
  private readonly running = new Map<string, { controller: AbortController; urgency: Urgency }>()

  constructor(
    private readonly ask: Ask,
    private readonly onAnswer: () => void,
  ) {}

  get(address: string): CheckResult | null {
    return this.results.get(address) ?? null
  }

  /** Nothing is known, or nothing that lasts. */
  isOpen(address: string): boolean {
    return !this.results.has(address) || this.outdated.has(address)
  }

  /** Asks about those of the addresses that are open; what is under way becomes urgent where it is `urgent`. */
  async request(addresses: string[], urgent: boolean): Promise<void> {
    if (urgent) for (const { urgency } of this.running.values()) urgency.raise()
    const open = addresses.filter((address) => this.isOpen(address) && !this.running.has(address))
    await Promise.all(open.map((address) => this.run(address, urgent)))
  }

  private async run(address: string, urgent: boolean): Promise<void> {
    const controller = new AbortController()
    const urgency = new Urgency(urgent)
    this.running.set(address, { controller, urgency })
    const result = await this.ask(address, urgency, controller.signal)
    if (this.running.get(address)?.controller === controller) this.running.delete(address)
    if (controller.signal.aborted) return
    const isOutdated = this.outdated.delete(address)
    // a look that fails takes no verdict away
    if (!isOutdated || result.state === 'judged') this.results.set(address, result)
    this.onAnswer()
  }

  /** What isn't among these is nobody's any more. */
  keep(addresses: Set<string>): void {
    for (const [address, { controller }] of this.running) {
      if (addresses.has(address)) continue
      controller.abort()
      // it may take a while to end, and be shown again by then
      this.running.delete(address)
    }
    this.forget((_, address) => !addresses.has(address))
  }

  /** As if it had never been asked. */
  forget(which: (result: CheckResult, address: string) => boolean): void {
    for (const [address, result] of this.results) {
      if (!which(result, address)) continue
      this.results.delete(address)
      this.outdated.delete(address)
    }
  }

  /** These count until they are known anew. */
  outdate(which: (result: CheckResult) => boolean): void {
    for (const [address, result] of this.results) if (which(result)) this.outdated.add(address)
  }

  /** Nobody waits for what is under way. */
  cancel(): void {
    for (const { controller } of this.running.values()) controller.abort()
    this.running.clear()
  }
}
