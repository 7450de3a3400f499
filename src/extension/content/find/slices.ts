import { guarded } from './guarded.ts'

/** A task may take this long: half of a frame, so that a page of any size stays smooth. */
const SLICE_MS = 8

/** Work on many elements, a slice at a time. */
export interface Slices {
  /** Does what fits into one slice now, before the next paint, and the rest in tasks of its own. */
  add(elements: Iterable<Element>): void
  stop(): void
}

export function createSlices(visit: (element: Element) => void): Slices {
  const waiting: Iterator<Element>[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const step = guarded((elements: Iterator<Element>) => {
    const { value, done } = elements.next()
    if (done) waiting.shift()
    else visit(value)
  })
  const run = () => {
    const end = performance.now() + SLICE_MS
    while (waiting.length > 0) {
      step(waiting[0])
      if (performance.now() > end) break
    }
    timer = waiting.length > 0 ? setTimeout(run, 0) : undefined
  }
  return {
    add(elements) {
      waiting.push(elements[Symbol.iterator]())
      clearTimeout(timer)
      run()
    },
    stop() {
      clearTimeout(timer)
      waiting.length = 0
    },
  }
}
