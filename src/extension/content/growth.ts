import { holds } from './label/visible.ts'
import type { Picture } from './picture.ts'
import { settle } from './settle.ts'

/** A motion is followed no longer than this. */
const MOST_MS = 3000

export interface Growth {
  /** Measures what was left alone for its size in these elements, which may be larger now. */
  look(elements: Element[]): void
}

/**
 * A picture that grows by a transform (a lightbox that opens, a zoom under the pointer) changes no size that an
 * observer tells of: while something moves, small pictures in it are measured at every frame.
 */
export function watchGrowth(pictures: () => Picture[], signal: AbortSignal): Growth {
  const small = (elements: Element[]) =>
    pictures().filter((picture) => picture.isLeftAlone && elements.some((outer) => holds(outer, picture.element)))
  const follow = ({ target }: Event) => {
    if (!(target instanceof Element)) return
    const end = performance.now() + MOST_MS
    const step = () => {
      settle()
      for (const picture of small([target])) picture.measure()
      const moving = target.isConnected && target.getAnimations({ subtree: true }).length > 0
      if (moving && performance.now() < end && !signal.aborted) requestAnimationFrame(step)
    }
    step()
  }
  for (const type of ['transitionrun', 'animationstart', 'transitionend', 'animationend']) {
    document.addEventListener(type, follow, { capture: true, passive: true, signal })
  }
  return {
    look(elements) {
      for (const picture of small(elements)) picture.measure()
    },
  }
}
