/** Does one thing once; resolves with its figure, mostly milliseconds. `round` may choose the picture. */
export type Measure = (round: number) => Promise<number>

/** Each measure's figures, by round. */
export type Figures = Record<string, number[]>

/**
 * Measures everything in every round, each round beginning with another: what else the machine does, and what comes
 * behind what, then meets all of them alike.
 */
export async function interleaved(measures: Record<string, Measure>, rounds: number): Promise<Figures> {
  const names = Object.keys(measures)
  const figures: Figures = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(round + i) % names.length]
      figures[name][round] = await measures[name](round)
    }
  }
  return figures
}
