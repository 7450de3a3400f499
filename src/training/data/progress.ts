/** Is told how a long job gets on; one job at a time. */
export interface Progress {
  start(what: string, total: number): void
  tick(): void
  stop(): void
}
