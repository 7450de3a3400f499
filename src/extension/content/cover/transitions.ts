/** A transition that begins so soon after a mark changed is the mark's doing. */
const SOON_MS = 150

/** Ends the transitions that a page's own style (`transition: all`) gives to a cover that is lifted. */
export interface Transitions {
  /** The element's mark changes now. */
  changes(element: Element): void
  /** Covers in this root are followed. */
  watch(root: Document | ShadowRoot): void
  close(): void
}

export function createTransitions(): Transitions {
  const changed = new WeakMap<Element, number>()
  const controller = new AbortController()
  const finish = ({ target }: Event) => {
    if (!(target instanceof Element)) return
    const since = performance.now() - (changed.get(target) ?? Number.NEGATIVE_INFINITY)
    if (since > SOON_MS) return
    for (const animation of target.getAnimations()) if (animation instanceof CSSTransition) animation.finish()
  }
  return {
    changes: (element) => void changed.set(element, performance.now()),
    watch: (root) => root.addEventListener('transitionrun', finish, { capture: true, signal: controller.signal }),
    close: () => controller.abort(),
  }
}
