/** Does one piece of work after the other; one that fails holds up none. Small, for it is in every page. */
export function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.catch(() => {}).then(work)
    last = done
    return done
  }
}

/** Reads something anew at each call, in turn, so that what was read last is shown last. Rejects as `read` does. */
export function readInTurn<T>(read: () => Promise<T>, show: (value: T) => void): () => Promise<void> {
  const inTurn = oneByOne()
  return () => inTurn(async () => show(await read()))
}
