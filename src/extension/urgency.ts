/** Whether something is worth an answer before others: it may become so while it waits, and stays so. */
export class Urgency {
  private readonly listeners = new Set<() => void>()

  constructor(private raised: boolean) {}

  get isUrgent(): boolean {
    return this.raised
  }

  raise(): void {
    if (this.raised) return
    this.raised = true
    for (const listener of [...this.listeners]) listener()
  }

  /** Calls when it is raised, until the returned function is called. */
  onRaise(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }
}
