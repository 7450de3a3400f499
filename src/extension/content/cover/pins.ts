import { type Effect, keyframeOf, TRUSTED_BY, type Trusted, type Word } from './stylesheet.ts'

/** Longer values, such as whole pictures in an address, are not sent around. */
const MOST_CHARACTERS = 2000

/** Covers without any mark, for pages that take away what they don't know. */
export interface Pins {
  /** Covers an element by an animation that lasts, which beats all of a page's style but what is `!important`. */
  pin(element: Element, wanted: Word[]): void
}

/** `trust` is told which pictures may be seen and which may not, by an attribute that is the page's own. */
export function createPins(effect: () => Effect, trust: (picture: Trusted, shown: boolean) => void): Pins {
  const running = new WeakMap<Element, Animation[]>()
  const animate = (element: Element, word: Word) => {
    const what = keyframeOf(word, effect())
    if (!what) return []
    return what.pseudoElements.map((pseudoElement) =>
      element.animate([what.keyframe], { duration: 0, fill: 'both', pseudoElement }),
    )
  }
  return {
    pin(element, wanted) {
      for (const animation of running.get(element) ?? []) animation.cancel()
      running.set(
        element,
        wanted.flatMap((word) => animate(element, word)),
      )
      const name = TRUSTED_BY.find((attribute) => element.hasAttribute(attribute))
      const value = name && element.getAttribute(name)
      if (value && value.length <= MOST_CHARACTERS) trust({ name, value }, wanted.includes('shown'))
    },
  }
}
