/**
 * What a finger presses is 44 pixels high, a line of letters included
 * (https://www.w3.org/WAI/WCAG22/Understanding/target-size-enhanced).
 */
const FOR_FINGERS = '14px'

/** The padding of what is pressed, by a fine pointer or by a finger. */
export function padding(fine: string): string {
  const [, across] = fine.split(' ')
  return matchMedia('(pointer: coarse)').matches ? `${FOR_FINGERS} ${across}` : fine
}
