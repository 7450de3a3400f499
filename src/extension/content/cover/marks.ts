import type { Pins } from './pins.ts'
import { MARK, WORDS, type Word, type Words } from './stylesheet.ts'

/** A mark that the page takes away so often goes into the class, and what loses it there as often is pinned. */
const MOST_LOST = 5

/** What elements are marked with, in the page's own random words. */
export interface Marks {
  /** Marks an element by these words; none leaves it as the page made it, under which "cover first" covers it. */
  mark(element: Element, wanted: Word[]): void
  /** Writes these words again where they are gone: a framework that drops a mark gets it back. */
  hold(element: Element, wanted: Word[]): void
  /** The element shows something new: what was lost on it before no longer counts. */
  forgive(element: Element): void
}

/** A mark as classes; each is touched only where it changes, for a page may listen. */
function setClasses({ classList }: Element, words: Words, wanted: Word[]): void {
  const set = (name: string, on: boolean) => classList.contains(name) !== on && classList.toggle(name, on)
  set(MARK, wanted.length > 0)
  for (const word of WORDS) set(words[word], wanted.includes(word))
}

function setAttribute(element: Element, value: string): void {
  if (value === '') element.removeAttribute(MARK)
  else if (element.getAttribute(MARK) !== value) element.setAttribute(MARK, value)
}

/**
 * Marks are written together, before the next paint: each between two looks would have the page styled anew. `onWrite`
 * is told of each.
 */
export function createMarks(words: Words, { pin }: Pins, onWrite: (element: Element) => void): Marks {
  const byClass = new WeakSet<Element>()
  const lost = new WeakMap<Element, number>()
  /** A page that did so once is given no second time. */
  let strips = false
  const isPinned = (element: Element) => (lost.get(element) ?? 0) >= (strips ? 1 : 2 * MOST_LOST)
  const waiting = new Map<Element, Word[]>()
  const joined = (wanted: Word[]) => wanted.map((word) => words[word]).join(' ')
  function write(): void {
    for (const [element, wanted] of waiting) {
      onWrite(element)
      if (isPinned(element)) pin(element, wanted)
      else if (byClass.has(element)) setClasses(element, words, wanted)
      else setAttribute(element, joined(wanted))
    }
    waiting.clear()
  }
  function isMarked(element: Element, wanted: Word[]): boolean {
    const soon = waiting.get(element)
    if (soon) return joined(soon) === joined(wanted)
    if (!byClass.has(element)) return (element.getAttribute(MARK) ?? '') === joined(wanted)
    return WORDS.every((word) => element.classList.contains(words[word]) === wanted.includes(word))
  }
  function mark(element: Element, wanted: Word[]): void {
    if (waiting.size === 0) queueMicrotask(write)
    waiting.set(element, wanted)
  }
  return {
    mark,
    hold(element, wanted) {
      if (isPinned(element) || isMarked(element, wanted)) return
      const times = (lost.get(element) ?? 0) + 1
      lost.set(element, times)
      if (times === MOST_LOST) byClass.add(element)
      strips ||= times === 2 * MOST_LOST
      mark(element, wanted)
    },
    forgive(element) {
      if (!isPinned(element)) lost.delete(element)
    },
  }
}
