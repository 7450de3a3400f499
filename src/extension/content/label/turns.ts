/** Of a list that may change between calls, at most so many each time, the next ones in turn. */
export function createTurns(most: number): <T>(all: T[]) => T[] {
  let next = 0
  return (all) => {
    const some = Array.from({ length: Math.min(most, all.length) }, (_, i) => all[(next + i) % all.length])
    next = all.length > 0 ? (next + some.length) % all.length : 0
    return some
  }
}
