/** Gathers what comes in one go, and gives it on together. */
export function gather<T>(give: (all: T[]) => void): (one: T) => void {
  let waiting: T[] = []
  return (one) => {
    if (waiting.push(one) > 1) return
    queueMicrotask(() => {
      const all = waiting
      waiting = []
      give(all)
    })
  }
}
