import { settle } from './settle.ts'

/** The colour (#rrggbb) that shows where a picture of `element` is transparent; undefined where no box has one. */
export function groundOf(element: Element): string | undefined {
  settle()
  for (let box: Element | null = element; box; box = box.parentElement) {
    const parts = getComputedStyle(box).backgroundColor.match(/^rgb\((\d+), (\d+), (\d+)\)$/)
    if (parts) return `#${parts.slice(1).map(hex).join('')}`
  }
  return undefined
}

function hex(channel: string): string {
  return Number(channel).toString(16).padStart(2, '0')
}
