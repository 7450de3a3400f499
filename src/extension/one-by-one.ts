/** Does one piece of work after the other; one that fails holds up none. Small, for it is in every page. */
export function oneByOne(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.catch(() => {}).then(work)
    last = done
    return done
  }
}
